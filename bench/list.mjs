// The newest 50 jobs and sessions, and the token and cost summary, over a million jobs. Answers are fresh: each asks another range.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { loadNow, percentile, startAnalytics, tellResult } from './lib/service.mjs';

const LIMIT_MS = 50;
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
      to: now + 1 + round,
      queries: [summary('A', 'tokens_used'), summary('B', 'cost_total')],
    }),
});

const main = async () => {
  const now = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-bench-list-'));
  await runTs('bench/query/load.mts', join(folder, 'store'), values.rows, now);
  await runTs('bench/list/addSessions.mts', join(folder, 'store'), SESSIONS, now);
  const asked = performance.now();
  const service = await startAnalytics(['--data-dir', folder]);
  process.stdout.write(`${values.rows} jobs; started in ${((performance.now() - asked) / 1_000).toFixed(1)} s\n`);
  let worst = 0;
  for (const [name, question] of Object.entries(questions(service.url, now))) {
    const took = [];
    for (let round = -5; round < Number(values.rounds); round += 1) {
      const ms = await question(round + 5);
      took.push(...(round < 0 ? [] : [ms]));
    }
    const p95 = percentile(took, 0.95);
    worst = Math.max(worst, p95);
    process.stdout.write(`${name}: p50 ${percentile(took, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms\n`);
  }
  process.stdout.write(`load ${loadNow()}\n`);
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
  tellResult({ name: 'list', value: worst, unit: 'ms_p95', peer: LIMIT_MS, ratio: worst / LIMIT_MS });
};

await main();
