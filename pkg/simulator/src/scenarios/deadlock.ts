import { type Scenario } from '../core/scenario';

export const deadlock: Scenario = {
  name: 'deadlock',
  summary: 'Now and then two steps of a session wait for each other for ever',
  effects: [
    {
      label: 'deadlock-planted',
      description: 'A session is started whose two steps wait for each other',
      when: { firstSeconds: 45, lengthSeconds: 1, everySeconds: 600 },
      plant: 'deadlock',
    },
  ],
};
