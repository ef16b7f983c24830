import { type Effect, type Scenario } from '../core/scenario';

/** The label of the quiet background. */
const QUIET: Effect = {
  label: 'healthy',
  description: 'Usual load: about one attempt in fifty fails, a few sessions wait for a person',
  when: { firstSeconds: 0, lengthSeconds: null, everySeconds: null },
};

export const healthy: Scenario = {
  name: 'healthy',
  summary: 'Usual load, a harmless release after a minute',
  effects: [
    QUIET,
    {
      label: 'deployment',
      description: 'A release that changes nothing measurable',
      when: { firstSeconds: 60, lengthSeconds: 1, everySeconds: null },
      deployment: { text: 'Release 2.3.1: texts of the settings page', version: '2.3.1' },
    },
  ],
};
