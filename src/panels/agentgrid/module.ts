import { PanelPlugin } from '@grafana/data';

import { initTranslations } from '../../locales/initTranslations';
import { AgentGridPanel } from './AgentGridPanel';
import { type AgentGridOptions } from './agentGrid.options';
import { addAgentGridOptions } from './agentGridEditor';

await initTranslations();

export const plugin = new PanelPlugin<AgentGridOptions>(AgentGridPanel)
  .useFieldConfig()
  .setPanelOptions(addAgentGridOptions)
  .setNoPadding();
