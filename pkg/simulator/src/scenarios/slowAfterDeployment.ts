import { type Scenario } from '../core/scenario';

export const slowAfterDeployment: Scenario = {
  name: 'slow-after-deployment',
  summary: 'From a release on, three agent types take two and a half times as long',
  effects: [
    {
      label: 'slow-after-deployment',
      description: 'Release 2.4.0 makes coder, writer and researcher slow',
      when: { firstSeconds: 90, lengthSeconds: null, everySeconds: null },
      agentTypes: ['coder', 'writer', 'researcher'],
      durationFactor: 2.5,
      deployment: { text: 'Release 2.4.0: new prompt templates', version: '2.4.0' },
    },
  ],
};
