import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { KnownIds } from './knownIds';

describe('KnownIds', () => {
  it('D1: never says no to an id it was told', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 200 }), (ids) => {
        const known = new KnownIds(1_000);
        ids.forEach((id) => known.add(id));
        expect(ids.filter((id) => !known.maybeHas(id))).toEqual([]);
      })
    );
  });

  it('D1: says no to nearly all others while it holds no more than it was sized for', () => {
    const known = new KnownIds(10_000);
    Array.from({ length: 10_000 }, (_, index) => known.add(`id-${index}`));
    const wrong = Array.from({ length: 10_000 }, (_, index) => known.maybeHas(`other-${index}`)).filter(Boolean).length;
    expect(wrong).toBeLessThan(300);
  });
});
