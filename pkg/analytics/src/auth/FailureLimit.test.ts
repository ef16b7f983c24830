import { describe, expect, test } from 'vitest';

import { addressKey, FailureLimit } from './FailureLimit';

describe('S4: failed authentications per address', () => {
  test('the failures over the limit wait for the end of the window, then the count starts anew', () => {
    const limit = new FailureLimit({ failures: 2, windowMs: 60_000, addresses: 10 });
    expect([limit.fail('a', 0), limit.fail('a', 1_000), limit.fail('a', 10_000)]).toEqual([null, null, 50]);
    expect(limit.fail('b', 10_000)).toBeNull();
    expect(limit.fail('a', 60_000)).toBeNull();
  });
  test('it remembers a bounded number of addresses', () => {
    const limit = new FailureLimit({ failures: 1, windowMs: 60_000, addresses: 100 });
    for (let i = 0; i < 10_000; i++) {
      limit.fail(`10.0.${i >> 8}.${i & 255}`, i);
    }
    expect(limit.size).toBe(100);
  });
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s is counted as %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});
