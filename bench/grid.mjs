// 1,000 agents in a real Chromium: how long one update of the panel takes. Run by `npm run bench -- grid`.
import { availableParallelism, loadavg } from 'node:os';

import { tsImport } from 'tsx/esm/api';

const LIMIT_MS = 16;
const { measureGrid } = await tsImport('./grid/measureGrid.mts', import.meta.url);
const { commit, settled, processor, agents, updates } = await measureGrid({ agents: 1_000, updates: 200 });

const line = (name, { min, median, p95, max }) =>
  console.log(
    `${name}: min ${min.toFixed(1)} · median ${median.toFixed(1)} · p95 ${p95.toFixed(1)} · max ${max.toFixed(1)} ms`
  );

console.log(
  `${agents} agents, ${updates} updates that change 5–20 % of them, React production build, Chromium headless`
);
console.log(
  `load of this computer: ${loadavg()[0].toFixed(1)} on ${availableParallelism()} processors; above 1 each, the wall clock below measures the others too`
);
line('render and commit           ', commit);
line('with the browser’s layout   ', settled);
line('of it computed (main thread)', processor);
console.log(
  `BENCH name=grid value=${settled.p95.toFixed(2)} unit=ms peer=limit-16ms ratio=${(settled.p95 / LIMIT_MS).toFixed(3)}`
);
