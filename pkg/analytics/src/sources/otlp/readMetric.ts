import { type RowOf } from '../../store/schema';

import { type ClaudePoint } from './claudeMetrics';
import { CLAUDE_TABLE, GENERAL_TABLE } from './dialects/table';
import { Fields } from './readFields';
import { type Resource } from './readResource';
import { type ReadOptions } from './readSpan';
import { type Attributes, type RawMetric, type RawPoint, type Value } from './records';
import { CLAUDE_PREFIX } from './role';

export interface ReadPoint {
  row: RowOf<'series'>;
  claude: { session: string; key: string; point: ClaudePoint } | null;
}

const MAX_NAME = 512;
const MAX_LABELS = 64;
const MAX_LABEL = 500;
/** No session counts more tokens, or dollars: sums of larger figures would leave the numbers. */
const MAX_COUNTED = 1e15;

const TEMPORALITY = ['', 'delta', 'cumulative'];

const ms = (ns: bigint): number => Number(ns / 1_000_000n);

const sorted = (attributes: Attributes): Array<[string, Value]> =>
  [...attributes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** Whose series it is: a session's, an agent's, else the service's. */
const subjectOf = (fields: Fields, resource: Resource): { subject_kind: string; subject: string } => {
  const session = fields.name('session');
  if (session !== null) {
    return { subject_kind: 'session', subject: session };
  }
  const agent = fields.name('agent');
  return agent === null
    ? { subject_kind: 'service', subject: resource.service }
    : { subject_kind: 'agent', subject: agent };
};

const claudePoint = (
  metric: RawMetric,
  point: RawPoint,
  { fields, labels, source }: { fields: Fields; labels: string; source: string }
): ReadPoint['claude'] => {
  const kind =
    metric.name === 'claude_code.token.usage' ? 'tokens' : metric.name === 'claude_code.cost.usage' ? 'cost' : null;
  const session = fields.name('session');
  const type = point.attributes.get('type');
  const temporality = metric.temporality === 1 ? 'delta' : 'cumulative';
  const isCount = point.value !== null && point.value >= 0 && point.value <= MAX_COUNTED;
  if (kind === null || session === null || point.value === null || !isCount) {
    return null;
  }
  return {
    session,
    key: `${metric.name} ${labels} ${point.startNs} ${point.timeNs}`,
    point: {
      metric: kind,
      type: kind === 'tokens' && typeof type === 'string' ? type : '',
      model: fields.name('model') ?? '',
      series: labels,
      source,
      start: ms(point.startNs),
      time: ms(point.timeNs),
      value: point.value,
      temporality,
    },
  };
};

/**
 * A point as a row of `series`. Cumulative points keep their start among the labels and are not turned into differences: so
 * that resets, late points and points sent again always give the same total (`counterTotal`).
 */
export const readPoint = (
  metric: RawMetric,
  point: RawPoint,
  resource: Resource,
  options: ReadOptions
): ReadPoint | null => {
  if (point.value === null && point.count === null) {
    return null;
  }
  const fields = new Fields(metric.name.startsWith(CLAUDE_PREFIX) ? CLAUDE_TABLE : GENERAL_TABLE).read(
    point.attributes,
    false
  );
  const told: Array<[string, Value]> = [
    ...sorted(point.attributes)
      .slice(0, MAX_LABELS)
      .map(([key, value]): [string, Value] => [key.slice(0, MAX_LABEL), asValue(options.redaction.value(key, value))]),
    ['otel.kind', metric.kind],
    ...(metric.temporality === 0
      ? []
      : ([['otel.temporality', TEMPORALITY[metric.temporality] ?? '']] as Array<[string, Value]>)),
    ...(metric.temporality === 2 ? ([['otel.start', ms(point.startNs)]] as Array<[string, Value]>) : []),
    ...(metric.unit === '' ? [] : ([['unit', metric.unit]] as Array<[string, Value]>)),
  ];
  const labels = JSON.stringify(Object.fromEntries(told));
  return {
    row: {
      time: ms(point.timeNs),
      source: resource.source,
      metric: metric.name.slice(0, MAX_NAME),
      ...subjectOf(fields, resource),
      labels,
      value: Number.isFinite(point.value ?? 0) ? (point.value ?? 0) : 0,
      count: Math.min(Math.max(0, Math.round(point.count ?? 1)), Number.MAX_SAFE_INTEGER),
      received: options.received,
    },
    claude: claudePoint(metric, point, { fields, labels, source: resource.source }),
  };
};

const asValue = (value: unknown): Value =>
  typeof value === 'number' || typeof value === 'boolean'
    ? value
    : (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, MAX_LABEL);
