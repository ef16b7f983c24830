import { PanelPlugin } from '@grafana/data';

import { initTranslations } from '../../locales/initTranslations';
import { type InsightsOptions } from './insights.options';
import { addInsightsOptions } from './insightsEditor';
import { InsightsPanel } from './InsightsPanel';

await initTranslations();

export const plugin = new PanelPlugin<InsightsOptions>(InsightsPanel)
  .useFieldConfig()
  .setPanelOptions(addInsightsOptions);
