import { type Scenario } from '../core/scenario';
import { costLeak } from './costLeak';
import { deadlock } from './deadlock';
import { failureBurst } from './failureBurst';
import { healthy } from './healthy';
import { loop } from './loop';
import { malformedMessages } from './malformedMessages';
import { orchestratorRestart } from './orchestratorRestart';
import { queueGrowth } from './queueGrowth';
import { resourceExhaustion } from './resourceExhaustion';
import { slowAfterDeployment } from './slowAfterDeployment';

export const SCENARIOS: readonly Scenario[] = [
  healthy,
  failureBurst,
  slowAfterDeployment,
  costLeak,
  deadlock,
  loop,
  queueGrowth,
  resourceExhaustion,
  orchestratorRestart,
  malformedMessages,
];

/** The scenario of that name, or null. */
export const scenarioNamed = (name: string): Scenario | null =>
  SCENARIOS.find((scenario) => scenario.name === name) ?? null;
