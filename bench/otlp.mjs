// Spans per second, durable and readable, beside Arize Phoenix and MLflow on the same spans. Run by `npm run bench -- otlp`.
import { build } from 'esbuild';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { tsImport } from 'tsx/esm/api';

import { cpuSeconds, engineOf } from './lib/service.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = path.join(root, '.cache');

const { makeBatches, SPANS_PER_BATCH } = await tsImport('./otlp/spans.mts', import.meta.url);
const { measure } = await tsImport('./otlp/send.mts', import.meta.url);
const { startOurs } = await tsImport('./otlp/ours.mts', import.meta.url);
const { venv, startPhoenix, startMlflow } = await tsImport('./otlp/peers.mts', import.meta.url);

const OURS = {
  runs: Number(process.env.BENCH_RUNS ?? 5),
  batches: Number(process.env.BENCH_BATCHES ?? 160),
  connections: 8,
  deadlineMs: 300_000,
};
const PEERS = [
  { name: 'phoenix', requirement: 'arize-phoenix==20.26.1', start: startPhoenix, runs: 2, batches: 4, connections: 4 },
  { name: 'mlflow', requirement: 'mlflow==3.17.2', start: startMlflow, runs: 3, batches: 12, connections: 4 },
];

const quiet = process.argv.includes('--no-peers');
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const shown = (name, rates) =>
  console.log(
    `${name.padEnd(8)} min ${Math.min(...rates).toFixed(0)} · median ${median(rates).toFixed(0)} · max ${Math.max(...rates).toFixed(0)} spans/s (${rates.length} runs)`
  );

const bundle = path.join(cache, 'bench', 'server.mjs');
await build({
  entryPoints: {
    server: path.join(root, 'bench/otlp/server.mts'),
    child: path.join(root, 'pkg/analytics/src/store/embedded/child.ts'),
  },
  outdir: path.dirname(bundle),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  alias: { '@eljefe/contract': path.join(root, 'pkg/contract/src/index.ts') },
  logLevel: 'error',
});

/** CPU time used so far, seconds. */
const cpuOf = async (ours) => {
  const { cpuSeconds: service, rss } = await ours.usage();
  const { user, system } = process.cpuUsage();
  return { service, engine: cpuSeconds(engineOf(ours.pid)), sender: (user + system) / 1e6, rss };
};

const measureOurs = async () => {
  const rates = [];
  const ours = await startOurs(bundle);
  for (let run = 0; run < OURS.runs; run++) {
    const batches = makeBatches(OURS.batches, Date.now(), run * OURS.batches);
    const before = await cpuOf(ours);
    rates.push(await measure(ours, batches, { ...OURS, spansEach: SPANS_PER_BATCH }));
    const after = await cpuOf(ours);
    const perSpan = (part) => (((after[part] - before[part]) * 1e6) / (OURS.batches * SPANS_PER_BATCH)).toFixed(0);
    console.log(
      `  run ${run + 1}: ${rates.at(-1).toFixed(0)} spans/s; CPU a span: service ${perSpan('service')} µs, engine ${perSpan('engine')}, sender ${perSpan('sender')}; ${(after.rss / 1_048_576).toFixed(0)} MiB`
    );
  }
  await ours.stop();
  return rates;
};

const measurePeer = async ({ name, requirement, start, runs, batches, connections }) => {
  const environment = venv(path.join(cache, `bench-${name}`), requirement);
  if ('missing' in environment) {
    console.log(`${name.padEnd(8)} not measured: ${environment.missing}`);
    return null;
  }
  const peer = await start(environment.bin);
  const rates = [];
  try {
    for (let run = 0; run < runs; run++) {
      const options = { spansEach: SPANS_PER_BATCH, connections, deadlineMs: 300_000 };
      rates.push(await measure(peer, makeBatches(batches, Date.now(), run * batches), options));
    }
  } finally {
    await peer.stop();
  }
  return rates;
};

console.log(`batches of ${SPANS_PER_BATCH} spans, OTLP/HTTP protobuf over loopback, 8 spans a trace`);
console.log(
  `load of this computer: ${loadavg()[0].toFixed(1)} on ${availableParallelism()} processors, shared by sender and receiver`
);
const ours = await measureOurs();
shown('ours', ours);
const peers = [];
for (const peer of quiet ? [] : PEERS) {
  const rates = await measurePeer(peer);
  if (rates !== null) {
    shown(peer.name, rates);
    peers.push({ name: `${peer.name}:${median(rates).toFixed(0)}`, rate: median(rates) });
  }
}
for (const { name, rate } of peers) {
  console.log(
    `BENCH name=otlp value=${median(ours).toFixed(0)} unit=spans/s peer=${name} ratio=${(median(ours) / rate).toFixed(1)}`
  );
}
if (peers.length === 0) {
  console.log(`BENCH name=otlp value=${median(ours).toFixed(0)} unit=spans/s peer=none ratio=absent`);
}
