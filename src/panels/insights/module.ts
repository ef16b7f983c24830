import { PanelPlugin } from '@grafana/data';

import { suggestForFields } from '../../components/suggestForFields';
import { initTranslations } from '../../locales/initTranslations';
import { readOptions, type InsightsOptions } from './insights.options';
import { addInsightsOptions } from './insightsEditor';
import { InsightsPanel } from './InsightsPanel';

await initTranslations();

export const plugin = new PanelPlugin<InsightsOptions>(InsightsPanel)
  .useFieldConfig()
  .setPanelOptions(addInsightsOptions)
  .setMigrationHandler(({ options }) => readOptions(options))
  .setSuggestionsSupplier(
    suggestForFields<InsightsOptions>({
      fields: ['title', 'severity', 'confidence'],
      preview: { showTrends: false, showOpportunities: false },
    })
  );
