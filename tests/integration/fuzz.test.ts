import { expect, test } from 'vitest';

import { fuzz } from '../fuzz/fuzz';

/** `npm run fuzz` sends ten thousand, with a seed of the day. */
const INPUTS = 500;

test('D2, D3: malformed input of every kind is refused with its reason, the service stands, the counters add up', async () => {
  const { sent, stored, refused, dropped, crashes, failures } = await fuzz({
    count: INPUTS,
    seed: 20_261_123,
    say: () => undefined,
  });
  expect(failures).toEqual([]);
  expect(crashes).toBe(0);
  expect(sent).toBe(stored + refused + dropped);
  expect(Math.min(stored, refused)).toBeGreaterThan(INPUTS / 10);
}, 120_000);
