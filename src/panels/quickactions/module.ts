import { PanelPlugin } from '@grafana/data';

import { type QuickActionsOptions } from './quickActions.options';
import { addQuickActionsOptions } from './quickActionsEditor';
import { QuickActionsPanel } from './QuickActionsPanel';

export const plugin = new PanelPlugin<QuickActionsOptions>(QuickActionsPanel)
  .useFieldConfig()
  .setPanelOptions(addQuickActionsOptions);
