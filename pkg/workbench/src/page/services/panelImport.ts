import type { PanelPlugin, PanelPluginMeta } from '@grafana/data';

export interface PanelImportOptions {
  metas: Readonly<Record<string, PanelPluginMeta>>;
  load: (url: string) => Promise<PanelPlugin>;
  /** The stand-in for a core panel, or one that says that there is none. */
  standIn: (id: string) => PanelPlugin;
}

export interface PanelImport {
  importPanelPlugin: (id: string) => Promise<PanelPlugin>;
  getPanelPluginFromCache: (id: string) => PanelPlugin | undefined;
}

/** Panels of the bundle come from their modules, all others from the stand-ins; each is made once. */
export function createPanelImport(options: PanelImportOptions): PanelImport {
  const promises = new Map<string, Promise<PanelPlugin>>();
  const loaded = new Map<string, PanelPlugin>();
  const load = async (id: string) => {
    const meta = options.metas[id];
    const plugin = meta === undefined ? options.standIn(id) : await options.load(meta.module);
    if (meta !== undefined) {
      plugin.meta = meta;
    }
    loaded.set(id, plugin);
    return plugin;
  };
  return {
    importPanelPlugin: (id) => {
      const promise = promises.get(id) ?? load(id);
      promises.set(id, promise);
      promise.catch(() => promises.delete(id));
      return promise;
    },
    getPanelPluginFromCache: (id) => loaded.get(id),
  };
}
