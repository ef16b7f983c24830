import { type PanelOptionsEditorBuilder } from '@grafana/data';

import { t } from '../../core/i18n/t';
import { DEFAULT_OPTIONS, type EventFeedOptions } from './eventFeed.options';

/** Options of the panel's editor. */
export const addEventFeedOptions = (builder: PanelOptionsEditorBuilder<EventFeedOptions>): void => {
  builder
    .addRadio({
      path: 'density',
      name: t('panels.density.name', 'Density'),
      defaultValue: DEFAULT_OPTIONS.density,
      settings: {
        options: [
          { value: 'comfortable', label: t('panels.density.comfortable', 'Comfortable') },
          { value: 'compact', label: t('panels.density.compact', 'Compact') },
        ],
      },
    })
    .addBooleanSwitch({
      path: 'showFilterBar',
      name: t('panels.option.filterBar', 'Filter bar'),
      defaultValue: DEFAULT_OPTIONS.showFilterBar,
    })
    .addBooleanSwitch({
      path: 'joinRepeats',
      name: t('eventfeed.option.join', 'Join repeats'),
      description: t(
        'eventfeed.option.joinHint',
        'Events that say the same within ten minutes appear once, with their count.'
      ),
      defaultValue: DEFAULT_OPTIONS.joinRepeats,
    })
    .addBooleanSwitch({
      path: 'onlyWaiting',
      name: t('eventfeed.option.onlyWaiting', 'Only what waits for a person'),
      description: t('eventfeed.option.onlyWaitingHint', 'The reader can show the rest.'),
      defaultValue: DEFAULT_OPTIONS.onlyWaiting,
    })
    .addTextInput({
      path: 'agentUrl',
      name: t('panels.option.agentUrl', 'Agent dashboard'),
      description: t(
        'eventfeed.option.agentUrlHint',
        'Where an event of an agent or job leads; time range and variables go along.'
      ),
      defaultValue: DEFAULT_OPTIONS.agentUrl,
      settings: { placeholder: '/d/eljefe-agent' },
    })
    .addTextInput({
      path: 'sessionUrl',
      name: t('panels.option.sessionUrl', 'Session dashboard'),
      defaultValue: DEFAULT_OPTIONS.sessionUrl,
      settings: { placeholder: '/d/eljefe-session' },
    });
};
