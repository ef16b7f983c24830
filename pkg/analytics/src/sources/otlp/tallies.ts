import { RowsRefused } from '../../store/errors';
import { type RowOf } from '../../store/schema';

import { type ReadSpan } from './readSpan';
import { type Tally } from './Tally';

export const LATE_MS = 10 * 60_000;

/** Counts a span or event that will be stored, and whether it comes late. */
export const tallyRow = (tally: Tally, row: RowOf<'spans'>, received: number): void => {
  tally.count(row.source, 'stored');
  tally.count(row.source, 'late', row.time + row.duration_ns / 1e6 < received - LATE_MS ? 1 : 0);
};

/** The same, with what of a span could not be understood or priced. */
export const tallySpan = (tally: Tally, { row, node, unmapped, unreadable }: ReadSpan, received: number): void => {
  tallyRow(tally, row, received);
  tally.count(row.source, 'unmapped', unmapped);
  tally.count(row.source, 'unreadable', unreadable);
  tally.count(row.source, 'unpriced', node.lacks === 'price' ? 1 : 0);
  tally.count(row.source, 'absentUsage', node.lacks === 'usage' ? 1 : 0);
};

/** Tells of rows that the store refused. Knows their sources alone, so that the rows themselves can go. */
export const tallyRefused =
  (sources: readonly string[], tally: Tally | null) =>
  (error: unknown): void => {
    if (!(error instanceof RowsRefused)) {
      throw error;
    }
    for (const { index, reason } of error.refused) {
      const source = sources[index] ?? '';
      tally?.refuse(source, reason);
      tally?.count(source, 'stored', -1);
    }
  };
