import { type Scenario } from '../core/scenario';

export const orchestratorRestart: Scenario = {
  name: 'orchestrator-restart',
  summary: 'The orchestrator dies, drops every connection, and comes back with what its state file holds',
  effects: [
    {
      label: 'orchestrator-restart',
      description: 'Down for five seconds; running work is orphaned, work held in memory alone is forgotten',
      when: { firstSeconds: 60, lengthSeconds: 5, everySeconds: 240 },
      outageSeconds: 5,
    },
  ],
};
