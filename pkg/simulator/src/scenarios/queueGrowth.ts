import { type Scenario } from '../core/scenario';

export const queueGrowth: Scenario = {
  name: 'queue-growth',
  summary: 'More analyst tasks arrive than the analysts can take on: the queue grows',
  effects: [
    {
      label: 'queue-growth',
      description: 'Twenty tasks a minute arrive for two analysts',
      when: { firstSeconds: 45, lengthSeconds: 300, everySeconds: 1_200 },
      agentTypes: ['analyst'],
      backlog: { agentType: 'analyst', arrivalsPerMinute: 20, agents: 2 },
    },
  ],
};
