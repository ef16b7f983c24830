import { type Query } from '@eljefe/contract';
import { describe, expect, test } from 'vitest';

import { NO_SETTINGS } from '../../measures/settings';
import { type Sql } from '../where';
import { answerSeries } from './answerSeries';
import { type SeriesDeps } from './ask';

const HOUR = 3_600_000;
const WINDOW = { from: 10 * HOUR, to: 11 * HOUR };

/** A store whose jobs of the window all take `now` s, and those of the window before `before` s. */
const depsOf = ({ now, before, jobs }: { now: number; before: number; jobs: number }): SeriesDeps => {
  // Values vary as those of real jobs do, so that a test has something to test.
  const varied = (mean: number): number[] =>
    Array.from({ length: jobs }, (_, index) => mean * (1 + (((index * 7) % 11) - 5) / 50));
  const rows = async ({ text }: Sql): Promise<unknown[]> =>
    text.includes('AS observed')
      ? [
          { side: 'to', observed: varied(now) },
          { side: 'middle', observed: varied(before) },
        ]
      : [
          { t: 0, g: [], value: before, n: jobs },
          { t: 1, g: [], value: now, n: jobs },
        ];
  return {
    read: async <T>(sql: Sql) => (await rows(sql)) as T[],
    liveJobs: () => [],
    liveSessions: () => [],
    now: () => WINDOW.to,
    settings: NO_SETTINGS,
    compute: () => null,
  };
};

const QUERY: Query = {
  refId: 'A',
  kind: 'series',
  measure: 'response_time',
  statistic: 'mean',
  shape: 'total',
  compare: 'former',
};

const metaOf = async (deps: SeriesDeps, query: Partial<Query> = {}) =>
  (await answerSeries({ ...QUERY, ...query }, WINDOW, null, deps)).frames[0]?.meta;

describe('V4, W4.3: a total against the window before says whether the change is more than noise', () => {
  test('twice as long over many jobs is worse, with its p-value', async () => {
    const meta = await metaOf(depsOf({ now: 20, before: 10, jobs: 200 }));
    expect(meta).toMatchObject({ direction: 'worse', better: 'lower' });
    expect(meta?.['p_value']).toBeLessThan(0.01);
  });
  test('a percent more is no news', async () => {
    expect(await metaOf(depsOf({ now: 10.1, before: 10, jobs: 200 }))).toMatchObject({ direction: 'unchanged' });
  });
  test('three jobs prove nothing, whatever they took', async () => {
    const meta = await metaOf(depsOf({ now: 20, before: 10, jobs: 3 }));
    expect(meta).toMatchObject({ direction: 'unknown' });
    expect(meta?.['reason']).toContain('not enough evidence');
  });
  test('beside the value stands that of the window before, and the change', async () => {
    const { frames } = await answerSeries(QUERY, WINDOW, null, depsOf({ now: 20, before: 10, jobs: 200 }));
    const values = Object.fromEntries((frames[0]?.fields ?? []).map((field) => [field.name, field.values]));
    expect(values).toMatchObject({ response_time: [20], former: [10], change: [10], count: [200] });
  });
  test('nothing is claimed of groups, of sums, or where nothing is compared', async () => {
    const deps = depsOf({ now: 20, before: 10, jobs: 200 });
    expect(await metaOf(deps, { by: ['agent_type'] })).not.toHaveProperty('direction');
    expect(await metaOf(deps, { measure: 'tokens_used', statistic: null })).not.toHaveProperty('direction');
    expect(await metaOf(deps, { compare: null })).not.toHaveProperty('direction');
  });
});
