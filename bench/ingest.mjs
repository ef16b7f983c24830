// Job updates stored per second, durable, over HTTP: each answer comes after the store has what it acknowledges.
import { parseArgs } from 'node:util';

import { Pool } from 'undici';

import { cpuSeconds, engineOf, loadNow, percentile, startAnalytics, tellResult } from './lib/service.mjs';

const AIM_A_SECOND = 20_000;
const AGENTS = ['researcher', 'coder', 'writer', 'analyst', 'qa_tester', 'designer'];
/** Jobs whose updates are interleaved: as many are at work at once. */
const AT_ONCE = 2_000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    clients: { type: 'string', default: '16' },
    batch: { type: 'string', default: '1000' },
    profile: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const clients = Number(values.clients);
const batch = Number(values.batch);

/** The life of a job in four updates, as an orchestrator tells it. */
const updates = (number, startedAt) => {
  const id = { job_id: `bench_${number}`, agent_type: AGENTS[number % AGENTS.length] };
  return [
    { ...id, status: 'queued', created_at: startedAt - 500, task: `Task ${number} of the benchmark` },
    { ...id, status: 'running', started_at: startedAt, model: 'claude-sonnet-4-5', step: 'draft', attempt: 1 },
    { ...id, progress: 0.5, current_step: 'writing', time: startedAt + 1_000, cpu_usage: [10, 20, 30] },
    {
      ...id,
      status: number % 20 === 0 ? 'failed' : 'completed',
      completed_at: startedAt + 2_000,
      progress: 1,
      input_tokens: 1_000 + (number % 500),
      output_tokens: 400,
      words_generated: 300,
      ...(number % 20 === 0 ? { error_message: 'Agent timed out after 300 seconds' } : {}),
      labels: { team: 'bench', version: 'v1' },
    },
  ];
};

/** Bodies made before the clock runs, so that the sender costs little of the two cores. */
const makeBodies = (records) => {
  const startedAt = Date.now();
  const bodies = [];
  let pending = [];
  for (let first = 0; first < records / 4; first += AT_ONCE) {
    const lives = Array.from({ length: AT_ONCE }, (_, index) => updates(first + index, startedAt + (index % 1_000)));
    for (let turn = 0; turn < 4; turn += 1) {
      for (const life of lives) {
        pending.push(life[turn]);
        if (pending.length === batch) {
          bodies.push(Buffer.from(JSON.stringify({ source: 'bench', jobs: pending })));
          pending = [];
        }
      }
    }
  }
  return bodies;
};

const main = async () => {
  const bodies = makeBodies(seconds * AIM_A_SECOND * 1.5);
  const profile = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [];
  const service = await startAnalytics([], profile);
  const engine = engineOf(service.pid);
  const pool = new Pool(service.url, { connections: clients });
  const waits = [];
  let stored = 0;
  let next = 0;

  const send = async () => {
    const asked = performance.now();
    const { statusCode, body } = await pool.request({
      path: '/api/v1/jobs',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bodies[next++],
    });
    const answer = await body.json();
    if (statusCode !== 200 || answer.stored !== batch) {
      throw new Error(`answered ${statusCode}: ${JSON.stringify(answer).slice(0, 300)}`);
    }
    waits.push(performance.now() - asked);
    stored += answer.stored;
  };
  const sendUntil = async (end) => {
    while (performance.now() < end && next < bodies.length) {
      await send();
    }
  };

  // Two seconds for the compilers to warm up.
  await Promise.all(Array.from({ length: clients }, () => sendUntil(performance.now() + 2_000)));
  waits.length = 0;
  stored = 0;
  const cpu = { service: cpuSeconds(service.pid), engine: cpuSeconds(engine), sender: process.cpuUsage() };
  const from = performance.now();
  await Promise.all(Array.from({ length: clients }, () => sendUntil(from + seconds * 1_000)));
  const took = (performance.now() - from) / 1_000;
  const used = {
    service: cpuSeconds(service.pid) - cpu.service,
    engine: cpuSeconds(engine) - cpu.engine,
    sender: (process.cpuUsage(cpu.sender).user + process.cpuUsage(cpu.sender).system) / 1e6,
  };
  const micros = (cpuUsed) => `${((cpuUsed / stored) * 1e6).toFixed(1)} µs`;
  process.stdout.write(
    `${stored} updates in ${took.toFixed(1)} s, batches of ${batch}, ${clients} clients, load ${loadNow()}\n` +
      `CPU a record: service ${micros(used.service)}, engine ${micros(used.engine)}, sender ${micros(used.sender)}\n` +
      `answer after p50 ${percentile(waits, 0.5).toFixed(0)} ms, p95 ${percentile(waits, 0.95).toFixed(0)} ms\n`
  );
  await pool.close();
  await service.stop();
  tellResult({
    name: 'ingest',
    value: stored / took,
    unit: 'updates/s',
    peer: AIM_A_SECOND,
    ratio: stored / took / AIM_A_SECOND,
  });
};

await main();
