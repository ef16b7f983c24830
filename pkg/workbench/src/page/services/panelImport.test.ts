import type { PanelPlugin, PanelPluginMeta } from '@grafana/data';
import { expect, test, vi } from 'vitest';
import { createPanelImport } from './panelImport';

function plugin(name: string): PanelPlugin {
  return JSON.parse(JSON.stringify({ name }));
}

const metas: Record<string, PanelPluginMeta> = JSON.parse(
  JSON.stringify({ own: { id: 'own', module: '/public/plugins/app/own/module.js' } })
);

test('D1: a panel of the bundle comes from its module, once, with its meta; another one is a stand-in', async () => {
  const load = vi.fn(() => Promise.resolve(plugin('own')));
  const imports = createPanelImport({ metas, load, standIn: (id) => plugin(`stand-in ${id}`) });
  expect(imports.getPanelPluginFromCache('own')).toBeUndefined();
  const [first, second] = await Promise.all([imports.importPanelPlugin('own'), imports.importPanelPlugin('own')]);
  expect(first).toBe(second);
  expect(first?.meta).toBe(metas['own']);
  expect(load.mock.calls).toEqual([['/public/plugins/app/own/module.js']]);
  expect(imports.getPanelPluginFromCache('own')).toBe(first);
  expect(await imports.importPanelPlugin('stat')).toEqual({ name: 'stand-in stat' });
});

test('D1: a module that failed to load is asked for again', async () => {
  const load = vi.fn<(url: string) => Promise<PanelPlugin>>().mockRejectedValueOnce(new Error('offline'));
  load.mockResolvedValueOnce(plugin('own'));
  const imports = createPanelImport({ metas, load, standIn: plugin });
  await expect(imports.importPanelPlugin('own')).rejects.toThrow('offline');
  expect(await imports.importPanelPlugin('own')).toMatchObject({ name: 'own' });
});
