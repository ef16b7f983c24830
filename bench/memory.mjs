// A long run compressed: a busy orchestrator, clients and dashboards for minutes; resident memory must stay flat.
import { parseArgs } from 'node:util';

import { engineOf, loadNow, residentMib, startAnalytics, startSimulator, tellResult } from './lib/service.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    agents: { type: 'string', default: '100' },
    speed: { type: 'string', default: '20' },
  },
});
const MOST_GROWTH = 1.25;
const SAMPLE_MS = 2_000;
const totalMs = Number(values.minutes) * 60_000;
/** The first third fills what is bounded: live state, folds in memory, caches of the engine. */
const WARM_UP = 1 / 3;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

const QUERIES = ['state', 'jobs', 'sessions', 'events'].map((kind) => ({ refId: kind, kind, limit: 100 }));

const post = (url, body) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** What an open dashboard asks again and again. */
const look = async (url) => {
  const now = Date.now();
  const range = { from: now - 3_600_000, to: now, maxDataPoints: 500 };
  await (await post(`${url}/api/v1/query`, { ...range, queries: QUERIES })).arrayBuffer();
  await (await fetch(`${url}/api/v1/state`)).arrayBuffer();
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const heap = Number(/^\S*heap_(?:size_)?used_bytes(?:\{[^}]*\})? (\S+)/m.exec(metrics)?.[1] ?? NaN);
  return heap / 2 ** 20;
};

/** Jobs that come and go, each under a new id, so that everything that is kept per job shows. */
const sendJobs = async (url, round) => {
  const time = Date.now();
  const jobs = Array.from({ length: 500 }, (_, index) => ({
    job_id: `soak_${round}_${index}`,
    agent_type: `type_${index % 20}`,
    session_id: `session_${round}_${index % 25}`,
    status: 'completed',
    started_at: time - 5_000,
    completed_at: time,
    tokens_used: 100 + index,
    labels: { round: String(round) },
  }));
  await (await post(`${url}/api/v1/jobs`, { source: 'soak', jobs })).arrayBuffer();
};

const main = async () => {
  const load = ['--agents', values.agents, '--speed', values.speed, '--scenario', 'healthy'];
  const simulator = await startSimulator(load);
  const args = ['--orchestrator', `soak=${simulator.url}`, '--live-max-agents=2000', '--live-recent-jobs-seconds=60'];
  const service = await startAnalytics(args);
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
    await sendJobs(service.url, round);
    const heap = await look(service.url);
    samples.push({
      heap,
      at: (Date.now() - from) / totalMs,
      service: residentMib(service.pid),
      engine: residentMib(engine),
    });
    await pause(SAMPLE_MS);
  }
  stream.abort();
  await service.stop();
  await simulator.stop();
  const between = (start, end, key) =>
    median(samples.filter(({ at }) => at >= start && at < end).map((sample) => sample[key]));
  const growth = (key) => between(0.85, 1.01, key) / between(WARM_UP, WARM_UP + 0.15, key);
  for (const key of ['service', 'engine']) {
    const [after, end] = [between(WARM_UP, WARM_UP + 0.15, key), between(0.85, 1.01, key)];
    process.stdout.write(`${key}: ${after.toFixed(0)} MiB after warm-up, ${end.toFixed(0)} MiB at the end\n`);
  }
  process.stdout.write(
    `${samples.length} samples over ${values.minutes} min, ${(received / 1e6).toFixed(0)} MB streamed, load ${loadNow()}\n`
  );
  const ratio = growth('service');
  tellResult({
    name: 'memory',
    value: ratio,
    unit: 'end/after-warm-up',
    peer: MOST_GROWTH,
    ratio: ratio / MOST_GROWTH,
  });
  process.exitCode = ratio <= MOST_GROWTH && growth('engine') <= MOST_GROWTH ? 0 : 1;
};

await main();
