import { type Origin, type SimEvent } from './events';
import { planJob } from './planJob';
import { inTimeOrder, type PlannedWork } from './planStreaming';
import { type Random } from './random';
import { type Scenario } from './scenario';

export interface SingleRequest {
  key: string;
  origin: Origin;
  agentType: string;
  task: string;
  createdMs: number;
  queueMs: number;
}

/** Plans one agent on one task, without a workflow. An assigned agent tells nothing between its start and its end. */
export const planSingle = (
  { random, scenario }: { random: Random; scenario: Scenario },
  request: SingleRequest
): PlannedWork => {
  const planned = planJob(
    { random, scenario },
    {
      ...request,
      sessionKey: null,
      workflowType: null,
      step: null,
      stepNumber: 0,
      attempt: 1,
      dependsOn: [],
      handoffFrom: null,
      gated: false,
      failedAtMs: null,
    }
  );
  if (request.origin !== 'assign') {
    return { sessionKey: null, events: inTimeOrder(planned.events), endMs: planned.endMs };
  }
  const events: SimEvent[] = planned.events.filter((event) => event.kind !== 'job-progress');
  events.push({
    kind: 'job-progress',
    atMs: planned.startMs,
    jobKey: request.key,
    progress: 0.25,
    currentStep: 'Executing task...',
  });
  return { sessionKey: null, events: inTimeOrder(events), endMs: planned.endMs };
};
