import { PanelPlugin } from '@grafana/data';

import { suggestForFields } from '../../components/suggestForFields';
import { initTranslations } from '../../locales/initTranslations';
import { AgentGridPanel } from './AgentGridPanel';
import { readOptions, type AgentGridOptions } from './agentGrid.options';
import { addAgentGridOptions } from './agentGridEditor';

await initTranslations();

export const plugin = new PanelPlugin<AgentGridOptions>(AgentGridPanel)
  .useFieldConfig()
  .setPanelOptions(addAgentGridOptions)
  .setMigrationHandler(({ options }) => readOptions(options))
  .setSuggestionsSupplier(
    suggestForFields<AgentGridOptions>({
      fields: ['job_id', 'agent', 'status'],
      preview: { showSummary: false, showFilterBar: false, density: 'compact' },
    })
  );
