import {
  AppEvents,
  CoreApp,
  EventBusSrv,
  locationUtil,
  monacoLanguageRegistry,
  setTimeZoneResolver,
  setWeekStart,
} from '@grafana/data';
import {
  config,
  FakeEchoSrv,
  locationService,
  setAppEvents,
  setBackendSrv,
  setChromeHeaderHeightHook,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setLocationSrv,
  setMegaMenuOpenHook,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setRunRequest,
  setTemplateSrv,
  toDataQueryError,
} from '@grafana/runtime';
import { setDataSourcePicker } from '#runtime/components/DataSourcePicker';
import { setPanelDataErrorView } from '#runtime/components/PanelDataErrorView';
import { setPanelRenderer } from '#runtime/components/PanelRenderer';
import { setPluginPage } from '#runtime/components/PluginPage';
import { DatasourcePicker } from '../shell/DatasourcePicker';
import { PanelDataErrorView } from '../shell/PanelDataErrorView';
import { PanelRenderer } from '../shell/PanelRenderer';
import { PluginPage } from '../shell/PluginPage';
import { standIn } from '../standins/standIn';
import { createBackendSrv } from './backendSrv';
import { createDatasource } from './createDatasource';
import { createDataSourceSrv } from './dataSourceSrv';
import { createPanelImport } from './panelImport';
import { importPanel } from './pluginModules';
import { createRunRequest } from './runRequest';
import { createTemplateSrv } from './templateSrv';
import { interpolateForScene, variablesOnScreen } from './currentScene';

/** Gives the published libraries everything that Grafana's application would: once, before any module is shared. */
export function setServices(): void {
  setPageServices();
  setDataServices();
  setComponents();
  setExtensionHooks();
}

function setPageServices(): void {
  const events = new EventBusSrv();
  setAppEvents(events);
  setEchoSrv(new FakeEchoSrv());
  setCurrentUser(config.bootData.user);
  setTimeZoneResolver(() => config.bootData.user.timezone || 'browser');
  setWeekStart('monday');
  setLocationSrv({ update: (update) => locationService.update(update) });
  locationUtil.initialize({
    config: config.bootData.settings,
    getTimeRangeForUrl: () => ({ from: 'now-1h', to: 'now' }),
    getVariablesUrlParams: () => ({}),
  });
  setBackendSrv(
    createBackendSrv({
      fetch: (url, init) => fetch(url, init),
      notify: (severity, text) =>
        severity === 'success'
          ? events.publish({ type: AppEvents.alertSuccess.name, payload: [text] })
          : events.publish({ type: AppEvents.alertError.name, payload: [text] }),
    })
  );
}

function setDataServices(): void {
  const templates = createTemplateSrv({ interpolate: interpolateForScene, getVariables: variablesOnScreen });
  setTemplateSrv(templates);
  setDataSourceSrv(
    createDataSourceSrv({
      settings: () => Object.values(config.datasources),
      create: createDatasource,
      replace: (text, scopedVars) => templates.replace(text, scopedVars),
    })
  );
  const apps: string[] = Object.values(CoreApp);
  setRunRequest(
    createRunRequest({
      toError: toDataQueryError,
      toApp: (name) => Object.values(CoreApp)[apps.indexOf(name)] ?? CoreApp.Unknown,
      slowAfterMs: 200,
    })
  );
  setPluginImportUtils(createPanelImport({ metas: config.panels, load: importPanel, standIn }));
  monacoLanguageRegistry.setInit(() => []);
}

function setComponents(): void {
  setPluginPage(PluginPage);
  setPanelDataErrorView(PanelDataErrorView);
  setPanelRenderer(PanelRenderer);
  setDataSourcePicker(DatasourcePicker);
}

/** No other plugin runs here, so nothing extends anything. */
function setExtensionHooks(): void {
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
  setPluginComponentHook(() => ({ component: null, isLoading: false }));
  setReturnToPreviousHook(() => () => undefined);
  setMegaMenuOpenHook(() => [false, () => undefined]);
  setChromeHeaderHeightHook(() => 0);
}
