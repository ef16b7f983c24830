import { PanelPlugin } from '@grafana/data';

import { AgentGridPanel } from './AgentGridPanel';
import { type AgentGridOptions } from './agentGrid.options';
import { addAgentGridOptions } from './agentGridEditor';

export const plugin = new PanelPlugin<AgentGridOptions>(AgentGridPanel)
  .useFieldConfig()
  .setPanelOptions(addAgentGridOptions)
  .setNoPadding();
