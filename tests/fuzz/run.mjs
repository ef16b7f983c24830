// Malformed input at every door: `npm run fuzz -- --count N [--seed N]`. Exit 1 when the service did not stand it.
import { parseArgs } from 'node:util';

import { tsImport } from 'tsx/esm/api';

const { values } = parseArgs({ options: { count: { type: 'string', default: '10000' }, seed: { type: 'string' } } });
const count = Number(values.count);
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run fuzz -- --count N [--seed N]');
  process.exit(2);
}

const { fuzz } = await tsImport('./fuzz.ts', import.meta.url);
console.log(`${count} inputs, seed ${seed}`);
const { sent, stored, refused, dropped, crashes, failures } = await fuzz({ count, seed, say: console.log });
failures.slice(0, 20).forEach((failure) => console.error(`FAILED: ${failure}`));
console.log(`FUZZ sent=${sent} stored=${stored} refused=${refused} dropped=${dropped} crashes=${crashes}`);
process.exit(crashes === 0 && failures.length === 0 ? 0 : 1);
