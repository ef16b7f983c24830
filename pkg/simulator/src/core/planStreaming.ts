import { type Plan, type SessionSpec, type SimEvent } from './events';
import { planJob } from './planJob';
import { type Random } from './random';
import { type Scenario } from './scenario';
import { type StreamingStep, type StreamingWorkflow } from './streamingWorkflows';

const MAX_ATTEMPTS = 3;
const RETRY_CHANCE = 0.85;

export interface PlannedWork extends Plan {
  endMs: number;
}

interface SessionDraw {
  random: Random;
  scenario: Scenario;
}

interface StepOutcome {
  events: SimEvent[];
  startMs: number;
  endMs: number;
  completed: boolean;
  error: string | null;
}

/** Plans a whole streaming session: phases in order, steps beside each other where nothing holds them, retries, human waits. */
export const planStreaming = (
  draw: SessionDraw,
  { key, workflow, startMs }: { key: string; workflow: StreamingWorkflow; startMs: number }
): PlannedWork => {
  const session = sessionOf(draw.random, key, workflow);
  const events: SimEvent[] = [
    { kind: 'session-created', atMs: startMs, session },
    { kind: 'session-started', atMs: startMs + 50, sessionKey: key },
  ];
  const done = new Map<string, StepOutcome>();
  const phases = new Set<string>();
  let error: string | null = null;
  let endMs = startMs + 50;
  workflow.steps.forEach((step, index) => {
    const readyMs = readyAt(step, { done, startMs: startMs + 50 });
    if (readyMs === null) {
      return;
    }
    const outcome = planStep(draw, { step, session, number: index + 1, readyMs, done });
    done.set(step.id, outcome);
    if (!phases.has(step.phase)) {
      phases.add(step.phase);
      events.push({
        kind: 'session-phase',
        atMs: outcome.startMs,
        sessionKey: key,
        phase: step.phase,
        description: step.task,
      });
    }
    events.push(...outcome.events);
    endMs = Math.max(endMs, outcome.endMs);
    error = error ?? (outcome.completed ? null : outcome.error);
  });
  endMs += 200;
  events.push({
    kind: 'session-ended',
    atMs: endMs,
    sessionKey: key,
    status: error === null ? 'completed' : 'failed',
    error,
  });
  return { sessionKey: key, events: inTimeOrder(events), endMs };
};

/** Stable: events of one instant keep the order they were planned in. */
export const inTimeOrder = (events: SimEvent[]): SimEvent[] => events.sort((a, b) => a.atMs - b.atMs);

const sessionOf = (random: Random, key: string, workflow: StreamingWorkflow): SessionSpec => ({
  key,
  origin: 'streaming',
  workflowType: workflow.id,
  goal: random.pick(workflow.goals),
  priority: random.pick(['normal', 'normal', 'high', 'low']),
  parameters: {},
  totalSteps: workflow.steps.length,
  countersFilled: random.chance(0.4),
  announced: true,
  chatSessionId: 'default',
  deadline: null,
});

/** When every dependency has completed; null when one did not. */
const readyAt = (
  step: StreamingStep,
  { done, startMs }: { done: ReadonlyMap<string, StepOutcome>; startMs: number }
): number | null => {
  let readyMs = startMs;
  for (const id of step.dependsOn) {
    const before = done.get(id);
    if (!before?.completed) {
      return null;
    }
    readyMs = Math.max(readyMs, before.endMs);
  }
  return readyMs;
};

interface StepRequest {
  step: StreamingStep;
  session: SessionSpec;
  number: number;
  readyMs: number;
  done: ReadonlyMap<string, StepOutcome>;
}

/** The dependency that ended last hands over. */
const giverOf = (step: StreamingStep, done: ReadonlyMap<string, StepOutcome>): string | null =>
  step.dependsOn.reduce<string | null>(
    (latest, id) => (latest === null || (done.get(id)?.endMs ?? 0) > (done.get(latest)?.endMs ?? 0) ? id : latest),
    null
  );

const planStep = (
  { random, scenario }: SessionDraw,
  { step, session, number, readyMs, done }: StepRequest
): StepOutcome => {
  const outcome: StepOutcome = { events: [], startMs: readyMs, endMs: readyMs, completed: false, error: null };
  const gated = random.chance(step.humanGate ?? 0);
  let createdMs = readyMs + random.between(150, 900);
  let failedAtMs: number | null = null;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const planned = planJob(
      { random, scenario },
      {
        key: `${session.key}/${step.id}/${attempt}`,
        origin: 'streaming',
        agentType: step.agentType,
        task: `${step.task}: ${session.goal}`,
        sessionKey: session.key,
        workflowType: session.workflowType,
        step: step.id,
        stepNumber: number,
        attempt,
        dependsOn: step.dependsOn,
        handoffFrom: giverOf(step, done),
        createdMs,
        queueMs: random.chance(0.4) ? random.between(100, 1_500) : 0,
        gated,
        failedAtMs,
        labels: { phase: step.phase, team: step.phase === 'research' ? 'insight' : 'delivery' },
      }
    );
    outcome.events.push(...planned.events);
    outcome.startMs = attempt === 1 ? planned.startMs : outcome.startMs;
    outcome.endMs = planned.endMs;
    outcome.completed = planned.result.status === 'completed';
    outcome.error = planned.result.errorMessage;
    if (outcome.completed || !random.chance(RETRY_CHANCE)) {
      break;
    }
    failedAtMs = planned.endMs;
    createdMs = planned.endMs + random.between(800, 2_500);
  }
  return outcome;
};
