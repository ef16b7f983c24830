import { type Frame, type FrameField, type Notice, type Query } from '@eljefe/contract';

import { compareFormer } from '../../insight/compare';
import { type Measure } from '../../measures/measure';
import { GRAFANA_UNITS } from '../frames';
import { groupedBy } from '../grouped';
import { bucketOf, formerWindow, type Window } from '../window';
import { readAsk, type Ask, type Point, type Points, type SeriesDeps } from './ask';
import { pairOf, pointsOf } from './points';
import { MAX_GROUPS } from './seriesSql';

export interface Answered {
  frames: Frame[];
  notices: Notice[];
}

/** Fewer rows than this say little; the answer says so. */
const THIN = 10;

/**
 * `series`: a measure over time (one frame a group), or as one value for the window (one row a group), with the equal
 * former window beside it on demand.
 */
export const answerSeries = async (
  query: Query,
  window: Window,
  maxPoints: number | null,
  deps: SeriesDeps
): Promise<Answered> => {
  const ask = readAsk(query, window, maxPoints);
  return query.shape === 'total' ? answerTotal(ask, deps) : answerOverTime(ask, deps);
};

const keyOf = ({ g }: { g: readonly string[] }): string => JSON.stringify(g);

const tooMany = (groups: number): Notice[] =>
  groups > MAX_GROUPS
    ? [
        {
          severity: 'warning',
          text: `Only the first ${MAX_GROUPS} of ${groups} groups are shown`,
          hint: 'Filter, or split by a dimension with fewer values.',
        },
      ]
    : [];

const noData = (measure: Measure, empty: boolean): Notice[] =>
  empty
    ? [{ severity: 'info', text: `No data for ${measure.info.title.toLowerCase()}`, hint: measure.info.absent_hint }]
    : [];

/** A ratio or a mean over few rows is told as such; a count is what it is. */
const thin = ({ measure }: Ask, n: number): Notice[] =>
  measure.kind === 'sql' && !measure.zeroWhenEmpty && measure.info.unit !== 'usd' && n > 0 && n < THIN
    ? [
        {
          severity: 'info',
          text: `${measure.info.title} rests on ${n} ${n === 1 ? 'row' : 'rows'}`,
          hint: 'Widen the range before you conclude anything from it.',
        },
      ]
    : [];

/** A count without rows is a true 0 in every bucket that has begun; a ratio without rows is absent. */
const filled = (points: readonly Point[], ask: Ask, window: Window, now: number): Point[] => {
  if (ask.measure.kind !== 'sql' || !ask.measure.zeroWhenEmpty) {
    return [...points];
  }
  const byTime = new Map(points.map((point) => [Number(point.t), point]));
  const all: Point[] = [];
  for (let t = bucketOf(window.from, ask.step); t < Math.min(window.to, now); t += ask.step) {
    all.push(byTime.get(t) ?? { t, g: points[0]?.g ?? [], value: 0, n: 0 });
  }
  return all;
};

const valueField = (ask: Ask, labels: Record<string, string>): Omit<FrameField, 'values'> => ({
  name: ask.measure.info.name,
  type: 'number',
  unit: GRAFANA_UNITS[ask.measure.info.unit],
  description: ask.measure.info.definition,
  ...(Object.keys(labels).length > 0 ? { labels } : {}),
});

const title = (ask: Ask, g: readonly string[]): string => {
  const name = ask.measure.info.title + (ask.statistic === 'value' ? '' : ` ${ask.statistic}`);
  if (g.length === 0) {
    return name;
  }
  return g.map((value) => value || '(none)').join(' · ') + (ask.statistic === 'value' ? '' : ` ${ask.statistic}`);
};

/** Names of the group's parts: samples of a host are always by source. */
const groupNames = ({ measure, by }: Ask): string[] => {
  if (measure.kind === 'sampled') {
    return measure.subject === 'host' ? ['source'] : [];
  }
  return by;
};

const labelsOf = (ask: Ask, g: readonly string[]): Record<string, string> =>
  Object.fromEntries(groupNames(ask).map((name, index) => [name, g[index] ?? '']));

const countField = (values: number[]): FrameField => ({
  name: 'count',
  type: 'number',
  unit: 'short',
  description: 'rows the value rests on',
  values,
});

const answerOverTime = async (ask: Ask, deps: SeriesDeps): Promise<Answered> => {
  const { window, measure } = ask;
  const [{ points, notices }, former] = await Promise.all([
    pointsOf(ask, window, false, deps),
    ask.query.compare === 'former' ? formerOverTime(ask, deps) : [],
  ]);
  const groups = groupedBy(points, keyOf);
  if (groups.size === 0 && measure.kind === 'sql' && measure.zeroWhenEmpty && ask.by.length === 0) {
    groups.set('[]', []);
  }
  const frames = [...groups].slice(0, MAX_GROUPS).map(([key, group]): Frame => {
    const g: string[] = JSON.parse(key);
    const all = filled(group, ask, window, deps.now());
    return {
      name: title(ask, g),
      visualisation: 'graph',
      fields: [
        { name: 'time', type: 'time', values: all.map(({ t }) => Number(t)) },
        { ...valueField(ask, labelsOf(ask, g)), displayName: title(ask, g), values: all.map(({ value }) => value) },
        countField(all.map(({ n }) => Number(n))),
      ],
      meta: { count_field: 'count', measure: measure.info.name, id: measure.info.id },
    };
  });
  return {
    frames: [...frames, ...former],
    notices: [...ask.notices, ...notices, ...tooMany(groups.size), ...noData(measure, frames.length === 0)],
  };
};

/** The former window, moved onto the asked one so that both lie on one axis. */
const formerOverTime = async (ask: Ask, deps: SeriesDeps): Promise<Frame[]> => {
  const window = formerWindow(ask.window);
  const shift = ask.window.from - window.from;
  const { points } = await pointsOf(ask, window, false, deps);
  return [...groupedBy(points, keyOf)].slice(0, MAX_GROUPS).map(([key, group]): Frame => {
    const g: string[] = JSON.parse(key);
    const name = `${title(ask, g)} (former)`;
    return {
      name,
      visualisation: 'graph',
      fields: [
        { name: 'time', type: 'time', values: group.map(({ t }) => Number(t) + shift) },
        {
          ...valueField(ask, { ...labelsOf(ask, g), period: 'former' }),
          displayName: name,
          values: group.map(({ value }) => value),
        },
      ],
      meta: { former: true, measure: ask.measure.info.name },
    };
  });
};

/** Groups in the order that puts the worst first where one side is better, so that a cut keeps what matters. */
const ranked = (totals: readonly Point[], { measure, by }: Ask): Point[] => {
  const { better } = measure.info;
  if (by.length === 0 || better === 'neither') {
    return [...totals];
  }
  const direction = better === 'lower' ? -1 : 1;
  return [...totals].sort((a, b) => direction * ((a.value ?? -Infinity) - (b.value ?? -Infinity)));
};

const formerFields = (rows: readonly Point[], former: readonly Point[], unit: string): FrameField[] => {
  const before = new Map(former.map((point) => [keyOf(point), point.value]));
  const of = (row: Point): number | null => before.get(keyOf(row)) ?? null;
  const change = (row: Point): number | null => {
    const old = of(row);
    return row.value === null || old === null ? null : row.value - old;
  };
  return [
    { name: 'former', type: 'number', unit, displayName: 'Former window', values: rows.map(of) },
    { name: 'change', type: 'number', unit, displayName: 'Change', values: rows.map(change) },
  ];
};

/** Is one number's change more than noise? Told only where a test is known, and only of the whole, not of groups. */
const verdictOf = async ({ measure, by, window, filters }: Ask, { read }: SeriesDeps): Promise<object> => {
  const trend = by.length === 0 ? await compareFormer(measure, { window, filters, read }) : null;
  return trend === null
    ? {}
    : { direction: trend.direction, p_value: trend.p_value, method: trend.method, reason: trend.reason };
};

/** Points of the window, those of the one before it where they are compared, and the verdict. */
const totalsOf = async (ask: Ask, deps: SeriesDeps): Promise<[Points, Point[] | null, object]> => {
  if (ask.query.compare !== 'former') {
    return [await pointsOf(ask, ask.window, true, deps), null, {}];
  }
  const [{ now, former }, verdict] = await Promise.all([pairOf(ask, deps), verdictOf(ask, deps)]);
  return [now, former.points, verdict];
};

const answerTotal = async (ask: Ask, deps: SeriesDeps): Promise<Answered> => {
  const [{ points, notices }, former, verdict] = await totalsOf(ask, deps);
  const rows = ranked(points, ask).slice(0, MAX_GROUPS);
  const unit = GRAFANA_UNITS[ask.measure.info.unit];
  const names = groupNames(ask);
  const fields: FrameField[] = [
    ...names.map((name, index): FrameField => ({ name, type: 'string', values: rows.map(({ g }) => g[index] ?? '') })),
    { ...valueField(ask, {}), displayName: title(ask, []), values: rows.map(({ value }) => value) },
    countField(rows.map(({ n }) => Number(n))),
    ...(former === null ? [] : formerFields(rows, former, unit)),
  ];
  const empty = rows.every(({ value }) => value === null);
  const [only] = rows;
  return {
    frames: [
      {
        name: title(ask, []),
        visualisation: 'table',
        fields,
        meta: {
          measure: ask.measure.info.name,
          id: ask.measure.info.id,
          better: ask.measure.info.better,
          target: ask.measure.info.target,
          ...verdict,
        },
      },
    ],
    notices: [
      ...ask.notices,
      ...notices,
      ...tooMany(points.length),
      ...noData(ask.measure, empty),
      ...(rows.length === 1 && only ? thin(ask, Number(only.n)) : []),
    ],
  };
};
