import {
  isEnded,
  type Filter,
  type Frame,
  type FrameField,
  type Job,
  type Notice,
  type Query,
  type Session,
} from '@eljefe/contract';

import { type ConcurrencyMeasure, type Measure, type Statistic } from '../../measures/measure';
import { findMeasure, MEASURES } from '../../measures/registry';
import { BadRequest } from '../errors';
import { GRAFANA_UNITS } from '../frames';
import { passes, type Sql } from '../where';
import { bucketOf, formerWindow, stepMs, type Window } from '../window';
import { MAX_GROUPS, overlapSql, sampledSql, seriesSql } from './seriesSql';

interface Point {
  t: number;
  g: string[];
  value: number | null;
  n: number;
}

export interface SeriesDeps {
  read<T>(sql: Sql): Promise<T[]>;
  liveJobs(): Job[];
  liveSessions(): Session[];
  now(): number;
}

export interface Answered {
  frames: Frame[];
  notices: Notice[];
}

interface Ask {
  query: Query;
  measure: Measure;
  statistic: Statistic;
  by: string[];
  filters: Filter[];
  window: Window;
  step: number;
}

const measureOf = (query: Query): Measure => {
  const measure = query.measure ? findMeasure(query.measure) : null;
  if (measure === null) {
    throw new BadRequest(
      'measure',
      query.measure ?? '',
      `use one of ${MEASURES.map(({ info }) => info.name).join(', ')}`
    );
  }
  return measure;
};

const statisticOf = (query: Query, measure: Measure): Statistic => {
  const known = measure.info.statistics;
  const asked = query.statistic ?? known[0] ?? 'value';
  const found = (['value', 'mean', 'p50', 'p95', 'p99', 'max', 'sum'] as const).find((name) => name === asked);
  if (found === undefined || !known.includes(found)) {
    throw new BadRequest('statistic', asked, `use one of ${known.join(', ')}`);
  }
  return found;
};

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
  const measure = measureOf(query);
  const ask: Ask = {
    query,
    measure,
    statistic: statisticOf(query, measure),
    by: query.by ?? [],
    filters: query.filters ?? [],
    window,
    step: stepMs(window, { stepSeconds: query.stepSeconds ?? null, maxPoints }),
  };
  return query.shape === 'total' ? answerTotal(ask, deps) : answerOverTime(ask, deps);
};

const pointsOf = (ask: Ask, window: Window, step: number | null, deps: SeriesDeps): Promise<Point[]> => {
  const { measure, statistic, by, filters } = ask;
  if (measure.kind === 'sql') {
    return deps.read<Point>(seriesSql({ measure, statistic, by, filters, window, stepMs: step }));
  }
  if (measure.kind === 'sampled') {
    return deps.read<Point>(sampledSql(measure.metric, { window, stepMs: step }));
  }
  return concurrency({ ...ask, measure, window, step: step ?? ask.step }, deps);
};

const valuesOf = (entity: Job | Session, by: readonly string[]): string[] =>
  by.map((dimension) => {
    const key = dimension === 'workflow' ? 'workflow_id' : dimension;
    return String(Object.entries(entity).find(([name]) => name === key)?.[1] ?? '');
  });

const running = (ask: Ask & { measure: ConcurrencyMeasure }, deps: SeriesDeps): Array<Job | Session> =>
  (ask.measure.table === 'jobs' ? deps.liveJobs() : deps.liveSessions()).filter(
    (entity) => !isEnded(entity.status) && ask.measure.statuses.includes(entity.status) && passes(entity, ask.filters)
  );

interface Running {
  t: number;
  g: string[];
  running_ms: number;
  n: number;
}

/** Running time of what runs now, bucket by bucket. */
const liveRunning = (ask: Ask & { measure: ConcurrencyMeasure }, deps: SeriesDeps): Running[] => {
  const { window, step, by } = ask;
  const end = Math.min(window.to, deps.now());
  return running(ask, deps).flatMap((entity) => {
    const start = Math.max(entity.started_at ?? entity.first_seen_at, window.from);
    const g = valuesOf(entity, by);
    const rows: Running[] = [];
    for (let t = bucketOf(start, step); t < end; t += step) {
      rows.push({ t, g, running_ms: Math.min(end, t + step) - Math.max(start, t), n: 1 });
    }
    return rows;
  });
};

/** Ended work from the store, running work from memory: the mean number under way in each bucket (running time / length). */
const concurrency = async (ask: Ask & { measure: ConcurrencyMeasure }, deps: SeriesDeps): Promise<Point[]> => {
  const { window, step, by, filters } = ask;
  const stored = await deps.read<Running>(overlapSql(ask.measure.table, { by, filters, window, stepMs: step }));
  const bounds = { from: window.from, to: Math.min(window.to, deps.now()) };
  return meanRunning([...stored, ...liveRunning(ask, deps)], bounds, step);
};

const meanRunning = (rows: readonly Running[], { from, to }: Window, step: number): Point[] => {
  const groups = new Map<string, Map<number, { ms: number; n: number }>>();
  for (const { t, g, running_ms, n } of rows) {
    const key = JSON.stringify(g);
    const group = groups.get(key) ?? new Map<number, { ms: number; n: number }>();
    const at = group.get(Number(t)) ?? { ms: 0, n: 0 };
    group.set(Number(t), { ms: at.ms + Number(running_ms), n: at.n + Number(n) });
    groups.set(key, group);
  }
  if (groups.size === 0) {
    groups.set('[]', new Map());
  }
  return [...groups].flatMap(([key, buckets]) => {
    const g: string[] = JSON.parse(key);
    const points: Point[] = [];
    for (let t = bucketOf(from, step); t < to; t += step) {
      const { ms, n } = buckets.get(t) ?? { ms: 0, n: 0 };
      points.push({ t, g, value: ms / (Math.min(t + step, to) - Math.max(t, from)), n });
    }
    return points;
  });
};

const groupPoints = (points: readonly Point[]): Map<string, Point[]> => {
  const groups = new Map<string, Point[]>();
  for (const point of points) {
    const key = JSON.stringify(point.g);
    const group = groups.get(key);
    if (group) {
      group.push(point);
    } else {
      groups.set(key, [point]);
    }
  }
  return groups;
};

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

const labelsOf = (ask: Ask, g: readonly string[]): Record<string, string> => {
  const names = ask.measure.kind === 'sampled' ? ['source'] : ask.by;
  return Object.fromEntries(names.map((name, index) => [name, g[index] ?? '']));
};

const answerOverTime = async (ask: Ask, deps: SeriesDeps): Promise<Answered> => {
  const { window, step, measure } = ask;
  const points = await pointsOf(ask, window, step, deps);
  const groups = groupPoints(points);
  if (groups.size === 0 && measure.kind === 'sql' && measure.zeroWhenEmpty && ask.by.length === 0) {
    groups.set('[]', []);
  }
  const former = ask.query.compare === 'former' ? await formerOverTime(ask, deps) : null;
  const frames = [...groups].slice(0, MAX_GROUPS).map(([key, group]): Frame => {
    const g: string[] = JSON.parse(key);
    const all = filled(group, ask, window, deps.now());
    return {
      name: title(ask, g),
      visualisation: 'graph',
      fields: [
        { name: 'time', type: 'time', values: all.map(({ t }) => Number(t)) },
        { ...valueField(ask, labelsOf(ask, g)), displayName: title(ask, g), values: all.map(({ value }) => value) },
        {
          name: 'count',
          type: 'number',
          unit: 'short',
          description: 'rows the value rests on',
          values: all.map(({ n }) => Number(n)),
        },
      ],
      meta: { count_field: 'count', measure: measure.info.name, id: measure.info.id },
    };
  });
  return {
    frames: former === null ? frames : [...frames, ...former],
    notices: [...tooMany(groups.size), ...noData(measure, frames.length === 0)],
  };
};

/** The former window, moved onto the asked one so that both lie on one axis. */
const formerOverTime = async (ask: Ask, deps: SeriesDeps): Promise<Frame[]> => {
  const window = formerWindow(ask.window);
  const shift = ask.window.from - window.from;
  const groups = groupPoints(await pointsOf(ask, window, ask.step, deps));
  return [...groups].slice(0, MAX_GROUPS).map(([key, group]): Frame => {
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

interface Total {
  g: string[];
  value: number | null;
  n: number;
}

const totalsOf = async (ask: Ask, window: Window, deps: SeriesDeps): Promise<Total[]> => {
  if (ask.measure.kind !== 'concurrency') {
    return pointsOf(ask, window, null, deps);
  }
  // "Now" when the window reaches to now, else the last bucket of it.
  if (window.to >= deps.now() - ask.step) {
    const groups = new Map<string, number>(ask.by.length === 0 ? [['[]', 0]] : []);
    for (const entity of running({ ...ask, measure: ask.measure }, deps)) {
      const key = JSON.stringify(valuesOf(entity, ask.by));
      groups.set(key, (groups.get(key) ?? 0) + 1);
    }
    return [...groups].map(([key, value]) => ({ g: JSON.parse(key), value, n: value }));
  }
  return [...groupPoints(await pointsOf(ask, window, ask.step, deps)).values()].flatMap(
    (points) => points.at(-1) ?? []
  );
};

const answerTotal = async (ask: Ask, deps: SeriesDeps): Promise<Answered> => {
  const totals = await totalsOf(ask, ask.window, deps);
  const rows = totals.length > 0 ? totals.slice(0, MAX_GROUPS) : [];
  const names = ask.measure.kind === 'sampled' ? ['source'] : ask.by;
  const former = ask.query.compare === 'former' ? await totalsOf(ask, formerWindow(ask.window), deps) : null;
  const formerOf = (g: readonly string[]): number | null =>
    former?.find((total) => JSON.stringify(total.g) === JSON.stringify(g))?.value ?? null;
  const change = (row: Total): number | null => {
    const before = formerOf(row.g);
    return row.value === null || before === null ? null : row.value - before;
  };
  const unit = GRAFANA_UNITS[ask.measure.info.unit];
  const fields: FrameField[] = [
    ...names.map((name, index): FrameField => ({ name, type: 'string', values: rows.map(({ g }) => g[index] ?? '') })),
    { ...valueField(ask, {}), displayName: title(ask, []), values: rows.map(({ value }) => value) },
    {
      name: 'count',
      type: 'number',
      unit: 'short',
      description: 'rows the value rests on',
      values: rows.map(({ n }) => Number(n)),
    },
    ...(former === null
      ? []
      : ([
          {
            name: 'former',
            type: 'number',
            unit,
            displayName: 'Former window',
            values: rows.map(({ g }) => formerOf(g)),
          },
          { name: 'change', type: 'number', unit, displayName: 'Change', values: rows.map(change) },
        ] satisfies FrameField[])),
  ];
  const empty = rows.every(({ value }) => value === null);
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
        },
      },
    ],
    notices: [...tooMany(totals.length), ...noData(ask.measure, empty)],
  };
};
