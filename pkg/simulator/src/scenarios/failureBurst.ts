import { type Scenario } from '../core/scenario';

export const failureBurst: Scenario = {
  name: 'failure-burst',
  summary: 'For two minutes of every eight, nearly half of all attempts fail',
  effects: [
    {
      label: 'failure-burst',
      description: 'The model provider is overloaded: rate limits, overload answers and timeouts',
      when: { firstSeconds: 60, lengthSeconds: 120, everySeconds: 480 },
      failureRate: 0.45,
      failureMix: { rate_limit: 6, dependency: 3, timeout: 1 },
    },
  ],
};
