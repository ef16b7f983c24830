import { type PanelOptionsEditorBuilder } from '@grafana/data';

import { DEFAULT_OPTIONS, type InsightsOptions } from './insights.options';

/** Options of the panel's editor. */
export const addInsightsOptions = (builder: PanelOptionsEditorBuilder<InsightsOptions>): void => {
  builder
    .addBooleanSwitch({
      path: 'showHealth',
      name: 'Health score',
      description: 'The score, and on demand each part it is made of.',
      defaultValue: DEFAULT_OPTIONS.showHealth,
    })
    .addBooleanSwitch({ path: 'showTrends', name: 'Trends', defaultValue: DEFAULT_OPTIONS.showTrends })
    .addBooleanSwitch({
      path: 'showOpportunities',
      name: 'Opportunities',
      defaultValue: DEFAULT_OPTIONS.showOpportunities,
    })
    .addNumberInput({
      path: 'most',
      name: 'Insights shown at first',
      defaultValue: DEFAULT_OPTIONS.most,
      settings: { min: 1, integer: true },
    })
    .addTextInput({
      path: 'agentUrl',
      name: 'Agent dashboard',
      description: 'Where an insight about an agent type or a job leads; time range and variables go along.',
      defaultValue: DEFAULT_OPTIONS.agentUrl,
      settings: { placeholder: '/d/eljefe-agent' },
    })
    .addTextInput({
      path: 'sessionUrl',
      name: 'Session dashboard',
      description: 'Where an insight about a session or a workflow leads.',
      defaultValue: DEFAULT_OPTIONS.sessionUrl,
      settings: { placeholder: '/d/eljefe-session' },
    });
};
