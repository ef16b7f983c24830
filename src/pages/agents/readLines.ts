import { type QueryAnswer } from '@eljefe/contract';

import { frameRows } from '../service/frameRows';
import { type ChartLine } from './chartPath';

/** A measure over time, with the window before. */
export const readLines = (answer: QueryAnswer | undefined): { lines: ChartLine[]; unit: string } => {
  const frames = answer?.frames ?? [];
  const valueOf = (frame: (typeof frames)[number]) =>
    frame.fields.find(({ name, type }) => type === 'number' && name !== frame.meta?.['count_field']);
  const unit = frames.map((frame) => valueOf(frame)?.unit).find((one) => one !== undefined) ?? 'short';
  const lines = frames.map((frame): ChartLine => {
    const name = valueOf(frame)?.name ?? '';
    return {
      isFormer: frame.meta?.['former'] === true,
      points: frameRows(frame, (row) => [row.number('time') ?? 0, row.number(name)] as const),
    };
  });
  return { lines, unit };
};
