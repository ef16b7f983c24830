// A long run compressed: a busy orchestrator, clients, agents' spans and dashboards for minutes; resident memory must stay flat.
import { parseArgs } from 'node:util';

import { inspect, INSPECTED } from './lib/inspector.mjs';
import { engineOf, loadNow, residentMib, startAnalytics, startSimulator, tellResult } from './lib/service.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    agents: { type: 'string', default: '100' },
    speed: { type: 'string', default: '20' },
  },
});
/** End of the run against its beginning. */
const MOST_GROWTH = 1.25;
const ROUND_MS = 2_000;
/** Memory is looked at after everything that is not held was collected. */
const ROUNDS_PER_SAMPLE = 5;
const totalMs = Number(values.minutes) * 60_000;
/** What is bounded fills first: live state, folds in memory, evidence of traces, caches of the engine. */
const WARM_UP = 1 / 3;
const MIB = 2 ** 20;

const JOBS_A_ROUND = 500;
/** Jobs of a round that nobody ever ends. */
const NEVER_ENDED = 25;
/** Jobs of a round long ago of which something is told late. */
const LATE = 10;
const LATE_ROUNDS = 60;
const TRACES_A_ROUND = 50;
/** A day's bounds, compressed like the day. */
const BOUNDS = [
  '--live-max-agents=2000',
  '--live-recent-jobs-seconds=60',
  '--live-failed-jobs-seconds=60',
  '--timeouts-silent-seconds=45',
];

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

const QUERIES = ['state', 'jobs', 'sessions', 'events'].map((kind) => ({ refId: kind, kind, limit: 100 }));

const post = async (url, body) => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
};

/** What an open dashboard asks again and again. */
const look = async (url) => {
  const now = Date.now();
  const range = { from: now - 3_600_000, to: now, maxDataPoints: 500 };
  await post(`${url}/api/v1/query`, { ...range, queries: QUERIES });
  await (await fetch(`${url}/api/v1/state`)).arrayBuffer();
  await (await fetch(`${url}/metrics`)).arrayBuffer();
};

/** Jobs that come and go, each under a new id, so that everything that is kept per job shows. */
const sendJobs = async (url, round) => {
  const time = Date.now();
  const jobs = Array.from({ length: JOBS_A_ROUND }, (_, index) => ({
    job_id: `soak_${round}_${index}`,
    agent_type: `type_${index % 20}`,
    session_id: `session_${round}_${index % 25}`,
    started_at: time - 5_000,
    labels: { round: String(round) },
    ...(index < NEVER_ENDED
      ? { status: 'running' }
      : { status: 'completed', completed_at: time, tokens_used: 100 + index }),
  }));
  const late = Array.from({ length: round < LATE_ROUNDS ? 0 : LATE }, (_, index) => ({
    job_id: `soak_${round - LATE_ROUNDS}_${index * 40}`,
    output_quality_score: 0.5,
    time,
  }));
  await post(`${url}/api/v1/jobs`, { source: 'soak', jobs: [...jobs, ...late] });
};

const hex = (value, length) => value.toString(16).padStart(length, '0');

/** Traces of agents; every tenth comes without its root, which never comes. */
const sendSpans = (url, round) => {
  const start = Date.now() - 10_000;
  const spans = Array.from({ length: TRACES_A_ROUND }, (_, trace) => {
    const traceId = hex(round * TRACES_A_ROUND + trace + 1, 32);
    const span = (id, parent, name, attributes) => ({
      traceId,
      spanId: hex((round * TRACES_A_ROUND + trace + 1) * 16 + id, 16),
      parentSpanId: parent === null ? '' : hex((round * TRACES_A_ROUND + trace + 1) * 16 + parent, 16),
      name,
      startTimeUnixNano: `${start}000000`,
      endTimeUnixNano: `${start + 5_000}000000`,
      attributes: Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } })),
    });
    const calls = [1, 2, 3].map((id) =>
      span(id, 0, 'chat gpt-4o', {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.input_tokens': '100',
      })
    );
    const root = span(0, null, 'invoke_agent soaked', {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.conversation.id': `talk-${round}-${trace}`,
    });
    return trace % 10 === 0 ? calls : [root, ...calls];
  }).flat();
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'soaked' } }] };
  return post(`${url}/v1/traces`, { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
};

const main = async () => {
  const simulator = await startSimulator(['--agents', values.agents, '--speed', values.speed, '--scenario', 'healthy']);
  const service = await startAnalytics(['--orchestrator', `soak=${simulator.url}`, ...BOUNDS], INSPECTED);
  const inspector = await inspect(service.log());
  const engine = engineOf(service.pid);
  const stream = new AbortController();
  let received = 0;
  fetch(`${service.url}/api/v1/stream`, { signal: stream.signal })
    .then(async ({ body }) => {
      for await (const chunk of body) {
        received += chunk.length;
      }
    })
    .catch(() => undefined);
  const samples = [];
  const from = Date.now();
  for (let round = 0; Date.now() - from < totalMs; round += 1) {
    await Promise.all([sendJobs(service.url, round), sendSpans(service.url, round), look(service.url)]);
    if (round % ROUNDS_PER_SAMPLE === ROUNDS_PER_SAMPLE - 1) {
      samples.push({
        heap: (await inspector.heapAfterCollection()) / MIB,
        at: (Date.now() - from) / totalMs,
        service: residentMib(service.pid),
        engine: residentMib(engine),
      });
    }
    await pause(ROUND_MS);
  }
  stream.abort();
  inspector.close();
  await service.stop();
  await simulator.stop();
  const between = (start, end, key) =>
    median(samples.filter(({ at }) => at >= start && at < end).map((sample) => sample[key]));
  const parts = [
    ['service', 'resident'],
    ['heap', 'heap used'],
    ['engine', 'engine resident'],
  ].map(([key, name]) => {
    const [first, after, end] = [
      between(0, 0.25, key),
      between(WARM_UP, WARM_UP + 0.17, key),
      between(0.75, 1.01, key),
    ];
    process.stdout.write(
      `${name} after collection: first quarter ${first.toFixed(0)} MiB, after warm-up ${after.toFixed(0)}, last quarter ${end.toFixed(0)}; last/first ${(end / first).toFixed(2)}, last/warm ${(end / after).toFixed(2)}\n`
    );
    return end / after;
  });
  process.stdout.write(
    `${samples.length} samples over ${values.minutes} min, ${(received / 1e6).toFixed(0)} MB streamed, load ${loadNow()}\n`
  );
  const ratio = Math.max(...parts);
  tellResult({
    name: 'memory',
    value: ratio,
    unit: 'end/after-warm-up',
    peer: MOST_GROWTH,
    ratio: ratio / MOST_GROWTH,
  });
  process.exitCode = ratio <= MOST_GROWTH ? 0 : 1;
};

await main();
