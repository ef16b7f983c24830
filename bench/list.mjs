// The newest 50 jobs, sessions and traces, and the token and cost summary, over a million jobs and a million spans. No answer
// is remembered: each question asks for another range, and the summary's range ended before what counts as live.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { loadNow, percentile, startAnalytics, tellResult } from './lib/service.mjs';

const LIMIT_MS = 50;
/** Rounds that are asked and not counted; the first is told. */
const WARM_UP = 5;
const SESSIONS = 100_000;
const DAY_MS = 86_400_000;
const ROOT = fileURLToPath(new URL('..', import.meta.url));

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '40' } },
});

/** In a process of its own: the engine's child inherits how its parent reads TypeScript. */
const runTs = (file, ...args) =>
  new Promise((resolve, reject) => {
    const all = ['--import', 'tsx', join(ROOT, file), ...args.map(String)];
    const child = spawn(process.execPath, all, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${file} ended with ${code}`))));
  });

const summary = (refId, measure) => ({ refId, kind: 'series', measure, by: ['model'], shape: 'total' });

const ask = async (url, path, body) => {
  const asked = performance.now();
  const answer = await fetch(`${url}${path}`, {
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok || /"problem":\{/.test(text)) {
    throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 400)}`);
  }
  return performance.now() - asked;
};

const questions = (url, now) => ({
  jobs: (round) => ask(url, `/api/v1/jobs?limit=50&to=${now + 1 + round}`),
  sessions: (round) => ask(url, `/api/v1/sessions?limit=50&to=${now + 100_001 + round}`),
  'tokens and cost by model': (round) =>
    ask(url, '/api/v1/query', {
      from: now - 30 * DAY_MS,
      to: now - 600_000 - round * 1_001,
      queries: [summary('A', 'tokens_used'), summary('B', 'cost_total')],
    }),
  traces: (round) =>
    ask(url, '/api/v1/query', {
      from: now - 30 * DAY_MS,
      to: now + 1 + round,
      queries: [{ refId: 'A', kind: 'traces', limit: 50 }],
    }),
});

const main = async () => {
  const now = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-bench-list-'));
  await runTs('bench/query/load.mts', join(folder, 'store'), values.rows, now);
  await runTs('bench/list/addSessions.mts', join(folder, 'store'), SESSIONS, now);
  await runTs('bench/list/addSpans.mts', join(folder, 'store'), values.rows, now);
  const asked = performance.now();
  const service = await startAnalytics(['--data-dir', folder]);
  process.stdout.write(
    `${values.rows} jobs, ${values.rows} spans; started in ${((performance.now() - asked) / 1_000).toFixed(1)} s\n`
  );
  let worst = 0;
  for (const [name, question] of Object.entries(questions(service.url, now))) {
    const took = [];
    for (let round = 0; round < WARM_UP + Number(values.rounds); round += 1) {
      took.push(await question(round));
    }
    const [first] = took;
    const p95 = percentile(took.slice(WARM_UP), 0.95);
    worst = Math.max(worst, p95);
    process.stdout.write(
      `${name}: p50 ${percentile(took.slice(WARM_UP), 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, first after the start ${first.toFixed(1)} ms\n`
    );
  }
  process.stdout.write(`load ${loadNow()}\n`);
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
  tellResult({ name: 'list', value: worst, unit: 'ms_p95', peer: LIMIT_MS, ratio: worst / LIMIT_MS });
};

await main();
