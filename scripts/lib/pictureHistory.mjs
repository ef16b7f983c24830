import { tsImport } from 'tsx/esm/api';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SOURCE = 'el-jefe';
const BATCH = 500;
/** The failures begin late, so that something is new. */
const BURST_MS = 2.5 * MINUTE_MS;
const SENDERS = 4;
/** Feedback goes one by one. */
const MOST_FEEDBACK = 120;

const post = async (url, door, body) => {
  const answer = await fetch(`${url}/api/v1/${door}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`${door}: ${answer.status} ${await answer.text()}`);
  }
  await answer.body?.cancel();
};

/** What a simulated run of this length, ending at `endMs`, leaves behind: ended jobs and the feedback on them. */
const runBefore = async ({ agents, scenario, seed, lengthMs, endMs }) => {
  const { dryRun } = await tsImport('../../pkg/simulator/src/core/dryRun.ts', import.meta.url);
  const { enrichedJob } = await tsImport('../../pkg/simulator/src/core/enrichedJob.ts', import.meta.url);
  const { scenarioNamed } = await tsImport('../../pkg/simulator/src/scenarios/scenarios.ts', import.meta.url);
  const startMs = endMs - lengthMs;
  const run = dryRun({
    seed,
    scenario: scenarioNamed(scenario),
    agents,
    seconds: lengthMs / 1_000,
    startMs,
    keepEnded: 1_000_000,
  });
  const entries = run.state.jobEntries;
  const jobs = [...entries.values()].filter(({ endedMs }) => endedMs !== null).map((entry) => enrichedJob(entry, 1));
  const feedback = run.events
    .filter(({ kind, jobKey }) => kind === 'feedback' && entries.has(jobKey))
    .map(({ atMs, jobKey, note }) => ({
      job_id: entries.get(jobKey).wire.job_id,
      agent_type: entries.get(jobKey).spec.agentType,
      source: SOURCE,
      time: new Date(startMs + atMs).toISOString(),
      rating: note.rating,
      quality_score: note.qualityScore,
      revision: note.revision,
      comment: note.comment,
    }));
  return { jobs, feedback };
};

const batchesOf = (list) =>
  Array.from({ length: Math.ceil(list.length / BATCH) }, (_, index) => list.slice(index * BATCH, (index + 1) * BATCH));

/** Several at a time, each sender takes the next. */
const sendAll = async (items, send) => {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      while (waiting.length > 0) {
        await send(waiting.shift());
      }
    })
  );
};

const SUITES = [
  ['handbook-questions', 'researcher', 0.91],
  ['bug-fixes', 'coder', 0.74],
  ['summaries', 'writer', 0.83],
];

const everyOf = (list, most) => {
  const step = Math.max(1, Math.ceil(list.length / most));
  return list.filter((_, index) => index % step === 0);
};

const sendRun = async (url, choice) => {
  const { jobs, feedback } = await runBefore(choice);
  await sendAll(batchesOf(jobs), (batch) => post(url, 'jobs', { source: SOURCE, jobs: batch }));
  await sendAll(everyOf(feedback, MOST_FEEDBACK), (note) => post(url, 'feedback', note));
};

/** Healthy work of a team until `endMs`, with ratings and benchmarks. */
export const sendPast = async (url, { agents, startMs, endMs }) => {
  await sendRun(url, { agents, scenario: 'healthy', seed: 11, lengthMs: endMs - startMs, endMs });
  await sendAll(SUITES, ([suite, agent_type, score]) =>
    post(url, 'feedback', { suite, agent_type, score, source: SOURCE, time: new Date(endMs - HOUR_MS).toISOString() })
  );
};

/** From where the past ended until now: healthy, a deployment, and at last a burst of failures. */
export const sendPresent = async (url, { agents, startMs, now }) => {
  const burstMs = now - BURST_MS;
  if (burstMs > startMs) {
    await sendRun(url, { agents, scenario: 'healthy', seed: 13, lengthMs: burstMs - startMs, endMs: burstMs });
  }
  await sendRun(url, { agents, scenario: 'failure-burst', seed: 12, lengthMs: BURST_MS, endMs: now });
  await post(url, 'marks', {
    kind: 'deployment',
    version: '2.4.0',
    text: 'Release 2.4.0: new prompt templates',
    source: SOURCE,
    time: new Date(now - 25 * MINUTE_MS).toISOString(),
  });
};

/** Settings of the sample: a budget that is nearly used, one that is not, objectives, what a task is worth. */
export const SAMPLE_CONFIG = {
  budgets: [
    { name: 'team-day', by: 'all', value: null, limitUsd: 60, period: 'day' },
    { name: 'coder-day', by: 'agent_type', value: 'coder', limitUsd: 4, period: 'day' },
  ],
  slos: [
    {
      name: 'jobs-succeed',
      measure: 'success_rate',
      target: 0.95,
      windowDays: 7,
      thresholdSeconds: null,
      agentType: null,
      workflow: null,
    },
    {
      name: 'answers-in-30-s',
      measure: 'response_time',
      target: 0.9,
      windowDays: 7,
      thresholdSeconds: 30,
      agentType: null,
      workflow: null,
    },
  ],
  values: [{ agentType: 'coder', minutesSaved: 20, hourlyRateUsd: 60 }],
};
