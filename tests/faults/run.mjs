// npm run faults: kill -9 of the service, of its engine and of the orchestrator, at random moments under load.
// Last line: FAULTS kills=… lost=… duplicated=… recovered_p95_s=…
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

import { compareClient, compareTruth } from './lib/compare.mjs';
import { JobClient } from './lib/jobClient.mjs';
import { Analytics, anyPort, Orchestrator } from './lib/parts.mjs';
import { recovered } from './lib/recovery.mjs';

const HELP = `npm run faults -- [--kills N] [--seed N] [--agents N] [--speed X] [--keep]

  --kills N    kills of each: the service, its engine, the orchestrator (20)
  --seed N     order and moments of the kills (1)
  --agents N   agents at work in the orchestrator (60)
  --speed X    its speed (1)
  --no-build   use the bundles as they are
  --keep       leave data and logs where they are
`;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLIENT = 'faults';
const SOURCE = 'el-jefe';
const RECOVERY_LIMIT_S = 10;
const run = promisify(execFile);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text) => process.stdout.write(`${text}\n`);

/** Small seeded generator (mulberry32), 0..1. */
const seeded = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const shuffled = (items, random) => {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0]);
};

const percentile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
};

const options = () => {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  const { values } = parseArgs({
    options: { kills: text, seed: text, agents: text, speed: text, 'no-build': flag, keep: flag, help: flag },
  });
  if (values.help) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  const number = (name, standard) => Number(values[name] ?? standard);
  const load = { agents: number('agents', 60), speed: number('speed', 1) };
  return {
    kills: number('kills', 20),
    seed: number('seed', 1),
    ...load,
    build: !values['no-build'],
    keep: values.keep,
  };
};

/** Kills and waits, one after another; the load goes on all the while. */
const killAll = async ({ kills, random, analytics, orchestrator, client }) => {
  const kill = {
    service: () => analytics.kill(),
    engine: () => analytics.killEngine(),
    orchestrator: () => orchestrator.kill(),
  };
  const asked = { analytics: analytics.url, orchestrator: orchestrator.url, source: SOURCE, client };
  const seconds = { service: [], engine: [], orchestrator: [] };
  const order = shuffled(
    Object.keys(kill).flatMap((kind) => Array(kills).fill(kind)),
    random
  );
  for (const [index, kind] of order.entries()) {
    await pause(300 + random() * 1_700);
    const from = Date.now();
    await kill[kind]();
    const took = await recovered({ ...asked, from });
    seconds[kind].push(took);
    say(`kill ${index + 1}/${order.length} ${kind}: right again after ${took.toFixed(1)} s`);
  }
  return seconds;
};

const stored = async (dataDir) => {
  const args = ['--import', 'tsx', join(ROOT, 'tests/faults/verify.ts'), join(dataDir, 'store'), CLIENT, SOURCE];
  const { stdout } = await run(process.execPath, args, { cwd: ROOT, maxBuffer: 2 ** 30 });
  return JSON.parse(stdout);
};

const tellSome = (what, items) => {
  if (items.length > 0) {
    say(`${what}: ${items.length}: ${items.slice(0, 5).join(', ')}`);
  }
};

const tell = ({ seconds, client, ofClient, ofTruth, kills }) => {
  for (const [kind, took] of Object.entries(seconds)) {
    say(
      `${kind}: p50 ${percentile(took, 0.5).toFixed(1)} s, p95 ${percentile(took, 0.95).toFixed(1)} s, worst ${Math.max(0, ...took).toFixed(1)} s`
    );
  }
  say(
    `client: ${client.acknowledged} records acknowledged of ${client.jobs.size} jobs, ${client.retries} tries failed`
  );
  say(`orchestrator: ${ofTruth.checked} ended jobs compared with the truth`);
  tellSome('lost', ofClient.lost);
  tellSome('wrong', [...ofClient.wrong, ...ofTruth.wrong]);
  tellSome('duplicated', [...ofClient.duplicated, ...ofTruth.duplicated]);
  const lost = ofClient.lost.length + ofClient.wrong.length + ofTruth.wrong.length;
  const duplicated = ofClient.duplicated.length + ofTruth.duplicated.length;
  const p95 = percentile(Object.values(seconds).flat(), 0.95);
  say(`FAULTS kills=${kills * 3} lost=${lost} duplicated=${duplicated} recovered_p95_s=${p95.toFixed(2)}`);
  return lost === 0 && duplicated === 0 && p95 <= RECOVERY_LIMIT_S;
};

const main = async () => {
  const { kills, seed, agents, speed, build, keep } = options();
  const random = seeded(seed);
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-faults-'));
  if (build) {
    await run(process.execPath, [join(ROOT, 'tools/bundle.mjs')], { cwd: ROOT });
  }
  const orchestrator = new Orchestrator({ port: await anyPort(), folder, seed, agents, speed });
  const port = await anyPort();
  const analytics = new Analytics({ port, folder, orchestrator: orchestrator.url, source: SOURCE });
  const client = new JobClient({
    url: analytics.url,
    source: CLIENT,
    random: seeded(seed + 1),
    startAt: Date.now() - 1e7,
  });
  say(`${kills} kills each of service, engine and orchestrator, seed ${seed}; data and logs in ${folder}`);
  orchestrator.start();
  analytics.start();
  const parts = { analytics, orchestrator };
  try {
    const from = Date.now();
    client.start();
    const asked = { analytics: analytics.url, orchestrator: orchestrator.url, source: SOURCE, client, from };
    say(`started and right after ${(await recovered(asked)).toFixed(1)} s`);
    // Before the first kill there is work under way.
    await pause(3_000);
    const seconds = await killAll({ kills, random, ...parts, client });
    await client.stop();
    // The last frames and one more reading of the state.
    await pause(3_000);
    await orchestrator.stop();
    await analytics.stop();
    const found = await stored(analytics.dataDir);
    const ofClient = compareClient(client, found);
    const ofTruth = compareTruth(orchestrator.truths(), found);
    return tell({ seconds, client, ofClient, ofTruth, kills });
  } finally {
    client.running = false;
    await Promise.all(Object.values(parts).map((part) => part.end()));
    if (!keep) {
      // The engine's process ends a moment after the service that owned it.
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
    }
  }
};

main().then(
  (isGood) => process.exit(isGood ? 0 : 1),
  (error) => {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exit(1);
  }
);
