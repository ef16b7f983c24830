import { PanelPlugin } from '@grafana/data';

import { initTranslations } from '../../locales/initTranslations';
import { readOptions, type QuickActionsOptions } from './quickActions.options';
import { addQuickActionsOptions } from './quickActionsEditor';
import { QuickActionsPanel } from './QuickActionsPanel';

await initTranslations();

export const plugin = new PanelPlugin<QuickActionsOptions>(QuickActionsPanel)
  .useFieldConfig()
  .setPanelOptions(addQuickActionsOptions)
  .setMigrationHandler(({ options }) => readOptions(options));
