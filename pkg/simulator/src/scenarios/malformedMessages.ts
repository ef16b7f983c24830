import { type Scenario } from '../core/scenario';

export const malformedMessages: Scenario = {
  name: 'malformed-messages',
  summary: 'Broken, huge and contradictory frames between the good ones; some stamps two hours off',
  effects: [
    {
      label: 'malformed-messages',
      description:
        'Forty faulty frames a minute; one job in six has a clock two hours ahead, one in six stamps with a zone',
      when: { firstSeconds: 20, lengthSeconds: null, everySeconds: null },
      faultyFramesPerMinute: 40,
      clockSkew: { share: 1 / 6, seconds: 7_200 },
      zonedStampShare: 1 / 6,
    },
  ],
};
