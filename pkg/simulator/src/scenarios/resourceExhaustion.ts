import { type Scenario } from '../core/scenario';

export const resourceExhaustion: Scenario = {
  name: 'resource-exhaustion',
  summary: 'The host runs out of memory: everything slows, some agents are killed',
  effects: [
    {
      label: 'resource-exhaustion',
      description: 'Host CPU and memory above 95 %; agents slow, some killed for want of memory',
      when: { firstSeconds: 60, lengthSeconds: 180, everySeconds: 600 },
      hostCpuPercent: 97,
      hostMemoryPercent: 96,
      durationFactor: 1.7,
      failureRate: 0.12,
      failureMix: { out_of_memory: 5, timeout: 1 },
    },
  ],
};
