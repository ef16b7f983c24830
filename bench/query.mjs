// The Overview's questions over millions of facts while 1,000 a second arrive.
// Run by `npm run bench -- query [--rows N] [--rounds N] [--data-dir DIR]`; a directory is kept, and filled up to now when used again.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';

const root = fileURLToPath(new URL('..', import.meta.url));
const option = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const ROWS = Number(option('rows') ?? 10_000_000);
const ROUNDS = Number(option('rounds') ?? 20);
const PER_SECOND = 1_000;
const BATCH = 100;
const WINDOWS = [
  { name: '1h', seconds: 3_600, limitMs: 100 },
  { name: '24h', seconds: 86_400, limitMs: 100 },
  { name: '30d', seconds: 30 * 86_400, limitMs: 400 },
];

const { questionsOf } = await tsImport('./query/questions.mts', import.meta.url);

const keptDir = option('data-dir');
const dataDir = keptDir ?? mkdtempSync(path.join(tmpdir(), 'eljefe-bench-query-'));
mkdirSync(dataDir, { recursive: true });
/** In a process of its own: the engine's child inherits how its parent reads TypeScript. */
const load = (now) =>
  new Promise((resolve, reject) => {
    const file = path.join(root, 'bench/query/load.mts');
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', file, path.join(dataDir, 'store'), String(ROWS), String(now)],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      }
    );
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.once('exit', (code) =>
      code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`loading ended with ${code}`))
    );
  });
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const ms = (value) => value.toFixed(1).padStart(8);

const startService = () =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        path.join(root, 'pkg/analytics/dist/main.mjs'),
        '--data-dir',
        dataDir,
        '--port',
        '0',
        '--log-format',
        'json',
        '--store-memory-bytes',
        '3000000000',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] }
    );
    let text = '';
    child.stdout.on('data', (chunk) => {
      text = (text + chunk).slice(-100_000);
      const address = /"address":"(http[^"]+)"/.exec(text)?.[1];
      if (address) {
        resolve({ child, address });
      }
    });
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${text.slice(-2_000)}`)));
  });

const post = async (url, body) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(`${response.status}: ${JSON.stringify(answer).slice(0, 500)}`);
  }
  return answer;
};

const RUNNING = 300;
/** In the ids, so that a directory used again gets new jobs. */
const RUN = Date.now();

/** One record: mostly news of one of the running jobs, now and then a job that has ended. */
const recordAt = (number, now) => {
  const agent = { agent_type: ['writer', 'coder', 'researcher'][number % 3], workflow_id: 'research-report' };
  if (number % 100 === 0) {
    return {
      ...agent,
      job_id: `live-${RUN}-${number}`,
      status: number % 2_000 === 0 ? 'failed' : 'completed',
      created_at: now - 9_000,
      started_at: now - 8_000,
      completed_at: now,
      model: 'claude-sonnet-4-5',
      input_tokens: 1_000 + (number % 500),
      output_tokens: 300,
    };
  }
  const progress = Math.floor(number / RUNNING) / 1e6;
  return {
    ...agent,
    job_id: `running-${RUN}-${number % RUNNING}`,
    status: 'running',
    time: now,
    started_at: now - (now % 600_000),
    progress,
  };
};

/** Sends records, one fact each, at a steady rate; a batch that is late is sent at once. */
const keepArriving = (address) => {
  const sent = { facts: 0, failed: 0, stop: false };
  const began = performance.now();
  const loop = async () => {
    while (!sent.stop) {
      const due = ((performance.now() - began) / 1_000) * PER_SECOND;
      if (sent.facts + BATCH > due) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        continue;
      }
      const now = Date.now();
      const first = sent.facts;
      sent.facts += BATCH;
      const jobs = Array.from({ length: BATCH }, (_, index) => recordAt(first + index, now));
      await post(`${address}/api/v1/jobs`, { source: 'main', jobs }).catch(() => {
        sent.failed += BATCH;
      });
    }
  };
  return { sent, done: Promise.all([loop(), loop()]) };
};

const ask = async (address, queries, { seconds, end }) => {
  const began = performance.now();
  const { answers } = await post(`${address}/api/v1/query`, {
    from: end - seconds * 1_000,
    to: end,
    maxDataPoints: 300,
    queries,
  });
  const problem = answers.find((answer) => answer.problem !== null)?.problem;
  if (problem) {
    throw new Error(`${problem.title}: ${problem.detail}`);
  }
  return performance.now() - began;
};

const main = async () => {
  const now = Date.now();
  console.log(`loading ${ROWS} jobs, ${ROWS} facts and ${Math.ceil(ROWS / 6)} sessions over 30 days …`);
  const loaded = await load(now);
  console.log(
    `${loaded.rows} jobs loaded in ${loaded.seconds.toFixed(0)} s, ${(loaded.bytes / 1e9).toFixed(2)} GB; load average ${loadavg()[0].toFixed(1)}`
  );
  const startedAt = performance.now();
  const { child, address } = await startService();
  console.log(`service ready after ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  const questions = questionsOf(path.join(root, 'provisioning/dashboards/eljefe/overview.json'));
  const stream = keepArriving(address);
  const results = [];
  try {
    for (const window of WINDOWS) {
      const alone = [];
      const first = [];
      const perPanel = new Map();
      // Ended windows that never repeat: no answer can come from memory.
      for (let round = 0; round < ROUNDS; round++) {
        for (const { panel, query } of questions) {
          const end = Date.now() - 61_000 - Math.floor(Math.random() * 1e6);
          const took = await ask(address, [query], { seconds: window.seconds, end });
          alone.push(took);
          first.push(...(round === 0 ? [took] : []));
          const name = `${panel} ${query.statistic ?? ''}${query.refId}`;
          perPanel.set(name, [...(perPanel.get(name) ?? []), took]);
        }
      }
      const refresh = [];
      const batch = questions.map(({ query }, index) => ({ ...query, refId: `q${index}` }));
      for (let round = 0; round < ROUNDS; round++) {
        refresh.push(await ask(address, batch, { seconds: window.seconds, end: Date.now() }));
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      const p95 = quantile(alone, 0.95);
      results.push({ ...window, p95 });
      console.log(
        `${window.name.padEnd(4)} one question, never asked before: min ${ms(Math.min(...alone))} · median ${ms(quantile(alone, 0.5))} · p95 ${ms(p95)} · max ${ms(Math.max(...alone))} ms (${alone.length})`
      );
      console.log(
        `     the first of each after the start:  min ${ms(Math.min(...first))} · median ${ms(quantile(first, 0.5))} · max ${ms(Math.max(...first))} ms (${first.length})`
      );
      console.log(
        `     whole dashboard, refreshed live:    min ${ms(Math.min(...refresh))} · median ${ms(quantile(refresh, 0.5))} · p95 ${ms(quantile(refresh, 0.95))} · max ${ms(Math.max(...refresh))} ms (${refresh.length})`
      );
      const slowest = [...perPanel].map(([name, took]) => [name, quantile(took, 0.5)]).sort((a, b) => b[1] - a[1]);
      console.log(
        `     slowest: ${slowest
          .slice(0, 5)
          .map(([name, took]) => `${name} ${took.toFixed(0)} ms`)
          .join(' · ')}`
      );
    }
  } finally {
    stream.sent.stop = true;
    await stream.done;
    child.removeAllListeners('exit');
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  }
  console.log(
    `${stream.sent.facts - stream.sent.failed} facts stored meanwhile, ${stream.sent.failed} not; load average ${loadavg()[0].toFixed(1)}`
  );
  const long = results.find(({ name }) => name === '30d');
  const short = Math.max(...results.filter(({ name }) => name !== '30d').map(({ p95 }) => p95));
  console.log(
    `BENCH name=query-30d value=${long.p95.toFixed(1)} unit=ms peer=limit-400ms ratio=${(long.p95 / 400).toFixed(3)}`
  );
  console.log(`BENCH name=query value=${short.toFixed(1)} unit=ms peer=limit-100ms ratio=${(short / 100).toFixed(3)}`);
};

try {
  await main();
} finally {
  if (keptDir === undefined) {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
