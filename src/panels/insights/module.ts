import { PanelPlugin } from '@grafana/data';

import { type InsightsOptions } from './insights.options';
import { addInsightsOptions } from './insightsEditor';
import { InsightsPanel } from './InsightsPanel';

export const plugin = new PanelPlugin<InsightsOptions>(InsightsPanel)
  .useFieldConfig()
  .setPanelOptions(addInsightsOptions);
