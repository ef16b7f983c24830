import { hasPolicies, hasValues, settingParams } from '../../measures/settings';
import { type SqlMeasure } from '../../measures/measure';
import { BadRequest } from '../errors';
import { type Window } from '../window';
import { NO_POINTS, type Ask, type Point, type Points, type SeriesDeps } from './ask';
import { concurrencyPoints } from './concurrency';
import { addOverdue } from './overdue';
import { readPoints } from './remembered';
import { sampledSql } from './seriesSql';

/** A measure whose configuration is missing has no value, whatever the rows say. */
const lacksConfiguration = ({ needs }: SqlMeasure, { settings }: SeriesDeps): boolean =>
  (needs === 'values' && !hasValues(settings)) || (needs === 'policies' && !hasPolicies(settings));

const sqlPoints = async (ask: Ask & { measure: SqlMeasure }, asTotal: boolean, deps: SeriesDeps): Promise<Points> => {
  if (lacksConfiguration(ask.measure, deps)) {
    return NO_POINTS;
  }
  const { measure, statistic, by, filters, window, step } = ask;
  const stepMs = asTotal ? null : step;
  const settings = settingParams(deps.settings);
  const asked = { measure, statistic, by, filters, window, stepMs, settings };
  const points = await readPoints(asked, deps.read, deps.remembered ?? null);
  return { points: measure.addsOverdue ? addOverdue(points, ask, asTotal, deps) : points, notices: [] };
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
