import { hasPolicies, hasValues, settingParams } from '../../measures/settings';
import { type SqlMeasure } from '../../measures/measure';
import { BadRequest } from '../errors';
import { formerWindow, type Window } from '../window';
import { NO_POINTS, type Ask, type Point, type Points, type SeriesDeps } from './ask';
import { concurrencyPoints } from './concurrency';
import { addOverdue } from './overdue';
import { readPair, readPoints } from './remembered';
import { sampledSql, type SeriesAsk } from './seriesSql';

/** A measure whose configuration is missing has no value, whatever the rows say. */
const lacksConfiguration = ({ needs }: SqlMeasure, { settings }: SeriesDeps): boolean =>
  (needs === 'values' && !hasValues(settings)) || (needs === 'policies' && !hasPolicies(settings));

type SqlAsk = Ask & { measure: SqlMeasure };

const askedOf = (
  { measure, statistic, by, filters, window, step }: SqlAsk,
  asTotal: boolean,
  deps: SeriesDeps
): SeriesAsk => {
  const settings = settingParams(deps.settings);
  return { measure, statistic, by, filters, window, stepMs: asTotal ? null : step, settings };
};

const withOverdue = (points: Point[], ask: SqlAsk, asTotal: boolean, deps: SeriesDeps): Points => ({
  points: ask.measure.addsOverdue ? addOverdue(points, ask, asTotal, deps) : points,
  notices: [],
});

const sqlPoints = async (ask: SqlAsk, asTotal: boolean, deps: SeriesDeps): Promise<Points> => {
  if (lacksConfiguration(ask.measure, deps)) {
    return NO_POINTS;
  }
  const points = await readPoints(askedOf(ask, asTotal, deps), deps.read, deps.remembered ?? null);
  return withOverdue(points, ask, asTotal, deps);
};

/** Totals of the window and of the equal one before it. */
export const pairOf = async (ask: Ask, deps: SeriesDeps): Promise<{ now: Points; former: Points }> => {
  const { measure } = ask;
  const before = { ...ask, window: formerWindow(ask.window) };
  if (measure.kind !== 'sql' || lacksConfiguration(measure, deps)) {
    const [now, former] = await Promise.all([
      pointsOf(ask, ask.window, true, deps),
      pointsOf(ask, before.window, true, deps),
    ]);
    return { now, former };
  }
  const pair = await readPair(askedOf({ ...ask, measure }, true, deps), deps.read, deps.remembered ?? null);
  return {
    now: withOverdue(pair.now, { ...ask, measure }, true, deps),
    former: withOverdue(pair.former, { ...before, measure }, true, deps),
  };
};

const ONLY_SOURCE = 'this measure can be filtered by source alone, with =';

const sourcesOf = (ask: Ask): string[] | null => {
  const filters = ask.filters.filter(({ values }) => values.length > 0);
  const foreign = filters.find(({ key, op }) => key !== 'source' || !['=', '=|'].includes(op));
  if (foreign) {
    throw new BadRequest('filters', `${foreign.key} ${foreign.op}`, ONLY_SOURCE);
  }
  const [first, ...others] = filters;
  return first === undefined
    ? null
    : first.values.filter((value) => others.every(({ values }) => values.includes(value)));
};

const SERVICE_SAMPLES = { subject: 'service', aggregate: 'avg' } as const;

/** What is computed has one value for a window; over time it is what the service sampled of it. */
const computedPoints = async (ask: Ask, name: string, asTotal: boolean, deps: SeriesDeps): Promise<Points> => {
  const compute = deps.compute(name);
  if (compute === null) {
    return NO_POINTS;
  }
  if (asTotal) {
    return compute({ window: ask.window, by: ask.by, filters: ask.filters });
  }
  const sampled = { metric: ask.measure.info.name, ...SERVICE_SAMPLES };
  const points = await deps.read<Point>(sampledSql(sampled, { window: ask.window, stepMs: ask.step, sources: null }));
  return { points, notices: [] };
};

/** Values of a measure: one a group and bucket, or one a group for the window. */
export const pointsOf = async (ask: Ask, window: Window, asTotal: boolean, deps: SeriesDeps): Promise<Points> => {
  const { measure } = ask;
  const asked = { ...ask, window };
  switch (measure.kind) {
    case 'sql':
      return sqlPoints({ ...asked, measure }, asTotal, deps);
    case 'concurrency':
      return concurrencyPoints({ ...asked, measure }, asTotal, deps);
    case 'sampled': {
      const bounds = { window, stepMs: asTotal ? null : ask.step, sources: sourcesOf(ask) };
      return { points: await deps.read<Point>(sampledSql(measure, bounds)), notices: [] };
    }
    case 'computed':
      return computedPoints(asked, measure.compute, asTotal, deps);
    case 'absent':
      return NO_POINTS;
  }
};
