// What an operator feels, in a real Chromium: first paint, requests, frames, a large trace, memory. `npm run bench -- ui`.
// `-- ui --only frames,overview,waterfall,memory` for parts; `--refreshes N` for another number than an hour's 720.
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';

import { tsImport } from 'tsx/esm/api';

const PARTS = ['frames', 'overview', 'waterfall', 'memory'];
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: PARTS.join(',') },
    // An hour at the Overview's refresh of 5 s.
    refreshes: { type: 'string', default: '720' },
  },
});
const wanted = values.only.split(',').filter((part) => PARTS.includes(part));

console.log(`load of this computer: ${loadavg()[0].toFixed(1)} on ${availableParallelism()} processors`);
const figures = [];
const tell = (figure) => {
  figures.push(figure);
  const { name, value, unit, limit } = figure;
  console.log(`${name}: ${value.toFixed(2)} ${unit}, limit ${limit}, ratio ${(value / limit).toFixed(3)}`);
};

if (wanted.includes('frames')) {
  const { measureFrames } = await tsImport('./ui/measureFrames.mts', import.meta.url);
  await measureFrames(tell);
}
if (wanted.some((part) => part !== 'frames')) {
  const { measurePages } = await tsImport('./ui/measurePages.mts', import.meta.url);
  await measurePages({ tell, wanted, refreshes: Number(values.refreshes) });
}

const worst = figures.reduce((a, b) => (b.value / b.limit > a.value / a.limit ? b : a));
const ratio = (worst.value / worst.limit).toFixed(3);
console.log(`worst against its limit: ${worst.name}`);
console.log(`BENCH name=ui value=${ratio} unit=of-limit peer=limits ratio=${ratio}`);
