import { type Catalog, type Frame } from '@eljefe/contract';

import { MEASURES } from '../measures/registry';
import { QueryAborted } from '../store';
import { recordsFrame } from './frames';
import { answerSeries } from './series/answerSeries';
import { type SeriesDeps } from './series/ask';
import { type Window } from './window';

/** A day: what a current value looks back over. */
const WINDOW_MS = 86_400_000;
/** Values asked at once. */
const BATCH = 6;

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const currentValue = async (measure: string, window: Window, deps: SeriesDeps) => {
  try {
    const query = { refId: 'A', kind: 'series' as const, measure, shape: 'total' as const };
    const { frames, notices } = await answerSeries(query, window, null, deps);
    const fields = frames[0]?.fields ?? [];
    const value = fields.find(({ name }) => name === measure)?.values[0];
    const count = fields.find(({ name }) => name === 'count')?.values[0];
    const known = typeof value === 'number';
    const absent = notices.find(({ text }) => text.startsWith('No data'));
    const reason = known ? null : (absent?.hint ?? notices[0]?.hint ?? notices[0]?.text ?? 'no data in the last day');
    return { value: known ? value : null, count: typeof count === 'number' ? count : null, reason };
  } catch (error) {
    if (error instanceof QueryAborted) {
      throw error;
    }
    return { value: null, count: null, reason: message(error) };
  }
};

/** Every measure; with values, each with its value of the last day or why it has none. */
export const readCatalog = async (values: boolean, deps: SeriesDeps): Promise<Catalog> => {
  if (!values) {
    return { measures: MEASURES.map(({ info }) => info) };
  }
  const to = deps.now();
  const window = { from: to - WINDOW_MS, to };
  const measures: Catalog['measures'] = [];
  for (let start = 0; start < MEASURES.length; start += BATCH) {
    const read = MEASURES.slice(start, start + BATCH).map(async ({ info }) => ({
      ...info,
      current: await currentValue(info.name, window, deps),
    }));
    measures.push(...(await Promise.all(read)));
  }
  return { measures };
};

/** `catalog`: the measures as a table. */
export const catalogFrame = (): Frame =>
  recordsFrame(
    'catalog',
    MEASURES.map(({ info }) => ({
      ...info,
      target: info.target === null ? null : `${info.target.op} ${info.target.value}`,
    })),
    ['id', 'name', 'title', 'unit', 'definition', 'target', 'better', 'prometheus', 'how', 'absent_hint']
  );
