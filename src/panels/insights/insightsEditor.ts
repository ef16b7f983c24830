import { type PanelOptionsEditorBuilder } from '@grafana/data';

import { t } from '../../core/i18n/t';
import { DEFAULT_OPTIONS, type InsightsOptions } from './insights.options';

/** Options of the panel's editor. */
export const addInsightsOptions = (builder: PanelOptionsEditorBuilder<InsightsOptions>): void => {
  builder
    .addBooleanSwitch({
      path: 'showHealth',
      name: t('insights.option.health', 'Health score'),
      description: t('insights.option.healthHint', 'The score, and on demand each part it is made of.'),
      defaultValue: DEFAULT_OPTIONS.showHealth,
    })
    .addBooleanSwitch({
      path: 'showTrends',
      name: t('insights.option.trends', 'Trends'),
      defaultValue: DEFAULT_OPTIONS.showTrends,
    })
    .addBooleanSwitch({
      path: 'showOpportunities',
      name: t('insights.opportunities', 'Opportunities'),
      defaultValue: DEFAULT_OPTIONS.showOpportunities,
    })
    .addNumberInput({
      path: 'most',
      name: t('insights.option.most', 'Insights shown at first'),
      defaultValue: DEFAULT_OPTIONS.most,
      settings: { min: 1, integer: true },
    })
    .addTextInput({
      path: 'agentUrl',
      name: t('panels.option.agentUrl', 'Agent dashboard'),
      description: t(
        'insights.option.agentUrlHint',
        'Where an insight about an agent type or a job leads; time range and variables go along.'
      ),
      defaultValue: DEFAULT_OPTIONS.agentUrl,
      settings: { placeholder: '/d/eljefe-agent' },
    })
    .addTextInput({
      path: 'sessionUrl',
      name: t('panels.option.sessionUrl', 'Session dashboard'),
      description: t('insights.option.sessionUrlHint', 'Where an insight about a session or a workflow leads.'),
      defaultValue: DEFAULT_OPTIONS.sessionUrl,
      settings: { placeholder: '/d/eljefe-session' },
    });
};
