import { type QueryAnswer } from '@eljefe/contract';

import { frameOf, frameRows } from '../service/frameRows';

/** A measure in a window. */
export interface Total {
  value: number | null;
  /** Rows it rests on. */
  count: number;
  /** In the equal window before. */
  former: number | null;
  unit: string;
  better: 'higher' | 'lower' | 'neither';
  /** Is its target met? Null without a target or a value. */
  met: boolean | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const metOf = (target: unknown, value: number | null): boolean | null => {
  if (!isRecord(target) || typeof target['value'] !== 'number' || value === null) {
    return null;
  }
  return target['op'] === '>' ? value > target['value'] : value < target['value'];
};

/**
 * Values of one measure by group.
 * @param by dimension the question was split by; null for one value of everything, which stands under ''
 */
export const readTotals = (answer: QueryAnswer | undefined, by: string | null): Map<string, Total> => {
  const frame = frameOf(answer);
  const measure = String(frame?.meta?.['measure'] ?? '');
  const better = frame?.meta?.['better'];
  const unit = frame?.fields.find(({ name }) => name === measure)?.unit ?? 'short';
  const rows = frameRows(frame, (row): [string, Total] => {
    const value = row.number(measure);
    return [
      by === null ? '' : (row.text(by) ?? ''),
      {
        value,
        count: row.number('count') ?? 0,
        former: row.number('former'),
        unit,
        better: better === 'higher' || better === 'lower' ? better : 'neither',
        met: metOf(frame?.meta?.['target'], value),
      },
    ];
  });
  return new Map(rows);
};
