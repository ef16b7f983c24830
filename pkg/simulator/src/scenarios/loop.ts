import { type Scenario } from '../core/scenario';

export const loop: Scenario = {
  name: 'loop',
  summary: 'Now and then two agents hand the same text to and fro',
  effects: [
    {
      label: 'loop-planted',
      description: 'A session is started whose writer and tester never agree',
      when: { firstSeconds: 30, lengthSeconds: 1, everySeconds: 600 },
      plant: 'loop',
    },
  ],
};
