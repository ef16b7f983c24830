import { type Scenario } from '../core/scenario';

export const costLeak: Scenario = {
  name: 'cost-leak',
  summary: 'One agent type carries ever more context, on a dearer model',
  effects: [
    {
      label: 'cost-leak',
      description: 'The researcher keeps its whole history in the prompt and runs on a dearer model',
      when: { firstSeconds: 60, lengthSeconds: null, everySeconds: null },
      agentTypes: ['researcher', 'web_researcher'],
      model: 'claude-opus-4-1',
      tokenGrowth: { perMinute: 1.5, maxFactor: 14 },
    },
  ],
};
