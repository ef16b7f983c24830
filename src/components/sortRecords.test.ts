import fc from 'fast-check';

import { holdOrder } from './holdOrder';
import { readOrder, sortRecords, writeOrder } from './sortRecords';

describe('B3: records of a table', () => {
  it('puts absent values last in either direction', () => {
    const rows = [3, null, 1, null, 2];
    expect(sortRecords(rows, (row) => row, 'ascending')).toEqual([1, 2, 3, null, null]);
    expect(sortRecords(rows, (row) => row, 'descending')).toEqual([3, 2, 1, null, null]);
  });

  it('sorts names with numbers as a person would', () => {
    expect(sortRecords(['step 10', 'step 9'], (row) => row, 'ascending')).toEqual(['step 9', 'step 10']);
  });

  it('loses no row and keeps equal ones in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.option(fc.integer({ max: 3, min: 0 })), fc.integer())), (rows) => {
        const indexed = rows.map(([value], index) => ({ value, index }));
        const sorted = sortRecords(indexed, ({ value }) => value, 'descending');
        expect(new Set(sorted.map(({ index }) => index)).size).toBe(rows.length);
        sorted.forEach((row, at) => {
          const before = sorted[at - 1];
          if (before && before.value === row.value) {
            expect(before.index).toBeLessThan(row.index);
          }
        });
      })
    );
  });

  it.each(['cost', '-cost'])('keeps the order %s in the address', (text) => {
    const order = readOrder(text);
    expect(order === null ? null : writeOrder(order)).toBe(text);
  });

  it('keeps rows in their places while held: gone ones leave, new ones are counted', () => {
    const keyOf = (row: string): string => row;
    expect(holdOrder(['new', 'c', 'a'], keyOf, ['a', 'b', 'c'])).toEqual({ shown: ['a', 'c'], arrived: 1 });
  });
});
