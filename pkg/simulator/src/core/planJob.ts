import { agentHabits } from './agentTypes';
import { type JobResult, type JobSpec, type SimEvent } from './events';
import { drawFailure, type Failure, TIMEOUT_FAILURE_SECONDS } from './failures';
import { type Random } from './random';
import { type Conditions, conditionsAt, type Scenario } from './scenario';

export const TIMEOUT_LIMIT_SECONDS = 300;
const NEWS_EVERY_SECONDS = 2;
const MAX_SAMPLES = 24;
const SHORTEST_SECONDS = 5;
const LONGEST_SECONDS = 40;

/** What the planner is told of a job; the rest is drawn. */
export type JobRequest = Pick<
  JobSpec,
  | 'key'
  | 'origin'
  | 'agentType'
  | 'task'
  | 'sessionKey'
  | 'workflowType'
  | 'step'
  | 'stepNumber'
  | 'attempt'
  | 'dependsOn'
  | 'handoffFrom'
> & {
  createdMs: number;
  queueMs: number;
  /** A person must approve before it may finish. */
  gated: boolean;
  /** A failed attempt came before: when it failed, for the recovery time. */
  failedAtMs: number | null;
  labels?: Readonly<Record<string, string>>;
};

export interface PlannedJob {
  events: SimEvent[];
  startMs: number;
  endMs: number;
  result: JobResult;
}

interface Draw {
  random: Random;
  scenario: Scenario;
}

/** Plans one attempt of one agent on one task, from queueing to its end. */
export const planJob = ({ random, scenario }: Draw, request: JobRequest): PlannedJob => {
  const startMs = request.createdMs + request.queueMs;
  const conditions = conditionsAt(scenario, startMs / 1_000, request.agentType);
  const failure = random.chance(conditions.failureRate)
    ? drawFailure(random, request.agentType, { mix: conditions.failureMix, hasInput: request.handoffFrom !== null })
    : null;
  const job = specOf(random, request, conditions);
  const workSeconds = drawSeconds(random, request.agentType, { conditions, failure });
  const waitSeconds = request.gated && !failure ? clamp(random.logNormal(22, 0.5), 8, 90) : 0;
  const endMs = startMs + (workSeconds + waitSeconds) * 1_000;
  const result = drawResult(random, { request, conditions, failure, workSeconds, waitSeconds, startMs });
  const events: SimEvent[] = [
    { kind: 'job-created', atMs: request.createdMs, job },
    { kind: 'job-started', atMs: startMs, jobKey: job.key },
    ...newsOf(random, job, { startMs, workSeconds, waitSeconds, failed: failure !== null }),
    { kind: 'job-ended', atMs: endMs, jobKey: job.key, result },
    ...feedbackOf(random, job, { endMs, result }),
  ];
  return { events, startMs, endMs, result };
};

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The fixed part of a job, under the conditions at its start. */
export const specOf = (random: Random, request: JobRequest, conditions: Conditions): JobSpec => ({
  key: request.key,
  origin: request.origin,
  agentType: request.agentType,
  task: request.task,
  sessionKey: request.sessionKey,
  workflowType: request.workflowType,
  step: request.step,
  stepNumber: request.stepNumber,
  attempt: request.attempt,
  dependsOn: request.dependsOn,
  handoffFrom: request.handoffFrom,
  model: conditions.model ?? agentHabits(request.agentType).model,
  deploymentVersion: conditions.deploymentVersion,
  timeoutSeconds: TIMEOUT_LIMIT_SECONDS,
  queued: request.queueMs > 0,
  clockSkewSeconds: random.chance(conditions.clockSkew.share) ? conditions.clockSkew.seconds : 0,
  stamps: random.chance(conditions.zonedStampShare) ? random.pick(['zulu', 'offset']) : 'zoneless',
  labels: request.labels ?? {},
});

const drawSeconds = (
  random: Random,
  agentType: string,
  { conditions, failure }: { conditions: Conditions; failure: Failure | null }
): number => {
  const usual = clamp(random.logNormal(agentHabits(agentType).medianSeconds, 0.35), SHORTEST_SECONDS, LONGEST_SECONDS);
  const full = usual * conditions.durationFactor;
  if (!failure) {
    return full;
  }
  return failure.category === 'timeout' ? TIMEOUT_FAILURE_SECONDS : full * random.between(0.2, 0.9);
};

interface NewsSpan {
  startMs: number;
  workSeconds: number;
  waitSeconds: number;
  failed: boolean;
}

/** Progress while it runs; a human wait sits at seven tenths of the work. */
const newsOf = (random: Random, job: JobSpec, { startMs, workSeconds, waitSeconds, failed }: NewsSpan): SimEvent[] => {
  const events: SimEvent[] = [];
  const count = Math.max(1, Math.floor(workSeconds / NEWS_EVERY_SECONDS) - 1);
  const reach = failed ? random.between(0.3, 0.95) : 0.97;
  const gateAt = 0.7;
  let waited = false;
  for (let index = 1; index <= count; index += 1) {
    const share = index / (count + 1);
    if (waitSeconds > 0 && !waited && share >= gateAt) {
      waited = true;
      events.push(
        ...waitOf(job, {
          atMs: startMs + share * workSeconds * 1_000,
          waitMs: waitSeconds * 1_000,
          progress: share * reach,
        })
      );
    } else {
      const atMs = startMs + (share * workSeconds + (waited ? waitSeconds : 0)) * 1_000;
      const currentStep = `Step ${index}/${count}: ${random.pick(agentHabits(job.agentType).tools)}`;
      events.push({ kind: 'job-progress', atMs, jobKey: job.key, progress: share * reach, currentStep });
    }
  }
  return events;
};

const waitOf = (
  job: JobSpec,
  { atMs, waitMs, progress }: { atMs: number; waitMs: number; progress: number }
): SimEvent[] => {
  const pauses: SimEvent[] = [
    { kind: 'job-progress', atMs, jobKey: job.key, progress, currentStep: 'Waiting for human approval', paused: true },
    { kind: 'job-progress', atMs: atMs + waitMs, jobKey: job.key, progress, currentStep: 'Approved, finishing' },
  ];
  if (job.sessionKey === null) {
    return pauses;
  }
  const { sessionKey } = job;
  return [
    ...pauses,
    { kind: 'session-waiting', atMs, sessionKey, waiting: true },
    { kind: 'session-waiting', atMs: atMs + waitMs, sessionKey, waiting: false },
  ];
};

interface Outcome {
  request: JobRequest;
  conditions: Conditions;
  failure: Failure | null;
  workSeconds: number;
  waitSeconds: number;
  startMs: number;
}

const drawResult = (
  random: Random,
  { request, conditions, failure, workSeconds, waitSeconds, startMs }: Outcome
): JobResult => {
  const share = failure ? random.between(0.05, 0.5) : 1;
  const words = Math.round(random.logNormal(agentHabits(request.agentType).medianWords, 0.3) * share);
  const outputTokens = Math.round(words * random.between(1.25, 1.5));
  const inputTokens = Math.round(outputTokens * random.between(2.5, 6) * conditions.inputTokenFactor);
  const endMs = startMs + (workSeconds + waitSeconds) * 1_000;
  return {
    status: failure ? 'failed' : 'completed',
    errorMessage: failure?.message ?? null,
    errorCategory: failure?.category ?? null,
    missingInput: failure?.missingInput ?? false,
    inputTokens,
    outputTokens,
    words,
    qualityScore: failure ? null : round(clamp(0.86 + 0.07 * random.normal(), 0.3, 1), 3),
    satisfaction: !failure && random.chance(0.15) ? random.integer(3, 5) : null,
    revisionCount: !failure && random.chance(0.12) ? random.integer(1, 2) : 0,
    recoverySeconds: request.failedAtMs !== null && !failure ? (endMs - request.failedAtMs) / 1_000 : null,
    humanWaitSeconds: waitSeconds,
    cpuPercent: samples(random, workSeconds, { middle: 42, spread: 18, max: 100 }),
    memoryBytes: samples(random, workSeconds, { middle: 420e6, spread: 90e6, max: 4e9 }).map(Math.round),
    networkBytes: {
      sent: inputTokens * 4 + random.integer(2_000, 20_000),
      received: outputTokens * 5 + random.integer(5_000, 400_000),
    },
  };
};

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const samples = (
  random: Random,
  seconds: number,
  { middle, spread, max }: { middle: number; spread: number; max: number }
): number[] =>
  Array.from({ length: Math.min(MAX_SAMPLES, Math.max(2, Math.floor(seconds / NEWS_EVERY_SECONDS))) }, () =>
    round(clamp(middle + spread * random.normal(), middle / 20, max), 1)
  );

const COMMENTS = [
  'Good, used as it is',
  'Needed a second pass',
  'Sources were missing',
  'Fast and clear',
  'Too long',
] as const;

/** Some ended jobs are rated or benchmarked a few seconds later (D4). */
const feedbackOf = (
  random: Random,
  job: JobSpec,
  { endMs, result }: { endMs: number; result: JobResult }
): SimEvent[] => {
  if (result.status !== 'completed' || !random.chance(0.1)) {
    return [];
  }
  const atMs = endMs + random.between(1, 6) * 1_000;
  if (random.chance(0.25)) {
    const score = round(clamp(0.82 + 0.06 * random.normal(), 0, 1), 3);
    return [
      {
        kind: 'feedback',
        atMs,
        jobKey: job.key,
        note: {
          rating: null,
          qualityScore: null,
          revision: null,
          comment: null,
          suite: `${job.agentType}-golden`,
          score,
        },
      },
    ];
  }
  const rating = random.integer(3, 5);
  return [
    {
      kind: 'feedback',
      atMs,
      jobKey: job.key,
      note: {
        rating,
        qualityScore: round(rating / 5, 2),
        revision: rating === 3,
        comment: random.pick(COMMENTS),
        suite: null,
        score: null,
      },
    },
  ];
};
