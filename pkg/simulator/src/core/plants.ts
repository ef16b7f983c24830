import { type JobSpec, type SessionSpec, type SimEvent } from './events';
import { planJob, specOf } from './planJob';
import { inTimeOrder, type PlannedWork } from './planStreaming';
import { type Random } from './random';
import { conditionsAt, type Scenario } from './scenario';

interface PlantRequest {
  key: string;
  startMs: number;
}

interface Draw {
  random: Random;
  scenario: Scenario;
}

const sessionOf = (key: string, goal: string, totalSteps: number): SessionSpec => ({
  key,
  origin: 'streaming',
  workflowType: 'research-report',
  goal,
  priority: 'normal',
  parameters: {},
  totalSteps,
  countersFilled: false,
  announced: true,
  chatSessionId: 'default',
  deadline: null,
});

const opening = (session: SessionSpec, atMs: number): SimEvent[] => [
  { kind: 'session-created', atMs, session },
  { kind: 'session-started', atMs: atMs + 50, sessionKey: session.key },
  { kind: 'session-phase', atMs: atMs + 50, sessionKey: session.key, phase: 'draft', description: 'Draft and review' },
];

/** Two steps of one session each wait for the other's output, and will for ever (W2.4). */
export const planDeadlock = ({ random, scenario }: Draw, { key, startMs }: PlantRequest): PlannedWork => {
  const session = sessionOf(key, 'Merge two drafts', 2);
  const steps = [
    { step: 'draft', agentType: 'writer', waitsFor: 'review' },
    { step: 'review', agentType: 'analyst', waitsFor: 'draft' },
  ];
  const events = opening(session, startMs);
  const jobKeys: string[] = [];
  steps.forEach(({ step, agentType, waitsFor }, index) => {
    const createdMs = startMs + 500 + index * 300;
    const job: JobSpec = specOf(
      random,
      {
        key: `${key}/${step}/1`,
        origin: 'streaming',
        agentType,
        task: `Merge two drafts: ${step}`,
        sessionKey: key,
        workflowType: session.workflowType,
        step,
        stepNumber: index + 1,
        attempt: 1,
        dependsOn: [waitsFor],
        handoffFrom: null,
        createdMs,
        queueMs: 0,
        gated: false,
        failedAtMs: null,
      },
      conditionsAt(scenario, createdMs / 1_000, agentType)
    );
    jobKeys.push(job.key);
    events.push(
      { kind: 'job-created', atMs: createdMs, job },
      { kind: 'job-started', atMs: createdMs, jobKey: job.key },
      {
        kind: 'job-progress',
        atMs: createdMs + 3_000,
        jobKey: job.key,
        progress: 0.4,
        currentStep: `Waiting for output of step ${waitsFor}`,
      }
    );
  });
  const label = {
    kind: 'deadlock',
    fromMs: startMs + 3_500,
    toMs: null,
    jobKeys,
    sessionKeys: [key],
    subjects: ['writer', 'analyst'],
    description: 'Steps draft and review wait for each other',
  };
  events.push({ kind: 'label', atMs: startMs + 3_600, label });
  return { sessionKey: key, events: inTimeOrder(events), endMs: startMs + 4_000 };
};

const LOOP_ROUNDS = 10;
const CALLS_PER_ROUND = 4;

/** A writer and a tester hand the same text to and fro; each calls the same tool with the same arguments again and again (T10). */
export const planLoop = ({ random, scenario }: Draw, { key, startMs }: PlantRequest): PlannedWork => {
  const session = sessionOf(key, 'Polish the summary', 2);
  const events = opening(session, startMs);
  const jobKeys: string[] = [];
  let atMs = startMs + 500;
  for (let round = 0; round < LOOP_ROUNDS * 2; round += 1) {
    const writing = round % 2 === 0;
    const planned = planJob(
      {
        random,
        scenario: {
          ...scenario,
          effects: [
            {
              label: 'loop',
              description: '',
              when: { firstSeconds: 0, lengthSeconds: null, everySeconds: null },
              failureRate: 0,
            },
          ],
        },
      },
      {
        key: `${key}/${writing ? 'draft' : 'review'}/${Math.floor(round / 2) + 1}`,
        origin: 'streaming',
        agentType: writing ? 'writer' : 'qa_tester',
        task: writing ? 'Rewrite the summary' : 'Check the summary',
        sessionKey: key,
        workflowType: session.workflowType,
        step: writing ? 'draft' : 'review',
        stepNumber: writing ? 1 : 2,
        attempt: Math.floor(round / 2) + 1,
        dependsOn: writing ? [] : ['draft'],
        handoffFrom: writing ? (round === 0 ? null : 'review') : 'draft',
        createdMs: atMs,
        queueMs: 0,
        gated: false,
        failedAtMs: null,
      }
    );
    jobKeys.push(`${key}/${writing ? 'draft' : 'review'}/${Math.floor(round / 2) + 1}`);
    events.push(...planned.events.filter((event) => event.kind !== 'job-progress' && event.kind !== 'feedback'));
    events.push(...sameCalls(planned.startMs, planned.endMs, jobKeys.at(-1) ?? key));
    atMs = planned.endMs + 300;
  }
  const description = 'Writer and tester hand the same text to and fro without getting further';
  const label = {
    kind: 'loop',
    fromMs: startMs + 500,
    toMs: atMs,
    jobKeys,
    sessionKeys: [key],
    subjects: ['writer', 'qa_tester'],
    description,
  };
  events.push({
    kind: 'session-ended',
    atMs,
    sessionKey: key,
    status: 'failed',
    error: 'Gave up after 10 rounds without agreement',
  });
  events.push({ kind: 'label', atMs, label });
  return { sessionKey: key, events: inTimeOrder(events), endMs: atMs };
};

const sameCalls = (startMs: number, endMs: number, jobKey: string): SimEvent[] =>
  Array.from({ length: CALLS_PER_ROUND }, (_, index) => ({
    kind: 'job-progress' as const,
    atMs: startMs + ((endMs - startMs) * (index + 1)) / (CALLS_PER_ROUND + 1),
    jobKey,
    progress: 0.5,
    currentStep: "Tool: read_files('summary.md')",
  }));
