import { type PanelOptionsEditorBuilder } from '@grafana/data';

import { DEFAULT_OPTIONS, type EventFeedOptions } from './eventFeed.options';

/** Options of the panel's editor. */
export const addEventFeedOptions = (builder: PanelOptionsEditorBuilder<EventFeedOptions>): void => {
  builder
    .addRadio({
      path: 'density',
      name: 'Density',
      defaultValue: DEFAULT_OPTIONS.density,
      settings: {
        options: [
          { value: 'comfortable', label: 'Comfortable' },
          { value: 'compact', label: 'Compact' },
        ],
      },
    })
    .addBooleanSwitch({ path: 'showFilterBar', name: 'Filter bar', defaultValue: DEFAULT_OPTIONS.showFilterBar })
    .addBooleanSwitch({
      path: 'joinRepeats',
      name: 'Join repeats',
      description: 'Events that say the same within ten minutes appear once, with their count.',
      defaultValue: DEFAULT_OPTIONS.joinRepeats,
    })
    .addBooleanSwitch({
      path: 'onlyWaiting',
      name: 'Only what waits for a person',
      description: 'The reader can show the rest.',
      defaultValue: DEFAULT_OPTIONS.onlyWaiting,
    })
    .addTextInput({
      path: 'agentUrl',
      name: 'Agent dashboard',
      description: 'Where an event of an agent or job leads; time range and variables go along.',
      defaultValue: DEFAULT_OPTIONS.agentUrl,
      settings: { placeholder: '/d/eljefe-agent' },
    })
    .addTextInput({
      path: 'sessionUrl',
      name: 'Session dashboard',
      defaultValue: DEFAULT_OPTIONS.sessionUrl,
      settings: { placeholder: '/d/eljefe-session' },
    });
};
