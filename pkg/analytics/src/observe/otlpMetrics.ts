import { ValueType, type HrTime } from '@opentelemetry/api';
import {
  AggregationTemporality,
  DataPointType,
  type DataPoint,
  type HistogramMetricData,
  type MetricData,
} from '@opentelemetry/sdk-metrics';
import { type MetricObjectWithValues, type MetricValue, type MetricValueWithName } from 'prom-client';

type Family = MetricObjectWithValues<MetricValue<string>>;
type Labels = Readonly<Record<string, string | number | undefined>>;

/** From when cumulative values count, and when they were read. */
export interface Span {
  start: HrTime;
  end: HrTime;
}

const attributesOf = (labels: Labels): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))
  );

const pointOf = <T>({ start, end }: Span, labels: Labels, value: T): DataPoint<T> => ({
  startTime: start,
  endTime: end,
  attributes: attributesOf(labels),
  value,
});

const described = (name: string, help: string) => ({
  descriptor: { name, description: help, unit: '', valueType: ValueType.DOUBLE },
  aggregationTemporality: AggregationTemporality.CUMULATIVE,
});

/** Families whose samples carry names of their own: histograms and summaries. */
const nameOf = (value: MetricValue<string>): string | undefined =>
  'metricName' in value && typeof value.metricName === 'string' ? value.metricName : undefined;

const withoutLe = ({ le: _, ...labels }: Labels): Labels => labels;

interface Buckets {
  labels: Labels;
  /** Upper edge and cumulative count, rising. */
  steps: Array<[number, number]>;
  sum: number;
  count: number;
}

const bucketsOf = (
  name: string,
  values: ReadonlyArray<MetricValue<string> | MetricValueWithName<string>>
): Buckets[] => {
  const groups = new Map<string, Buckets>();
  for (const sample of values) {
    const labels = withoutLe(sample.labels);
    const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
    const group = groups.get(key) ?? { labels, steps: [], sum: 0, count: 0 };
    groups.set(key, group);
    const kind = nameOf(sample);
    if (kind === `${name}_bucket`) {
      const edge = 'le' in sample.labels ? Number(sample.labels.le === '+Inf' ? Infinity : sample.labels.le) : Infinity;
      group.steps.push([edge, sample.value]);
    } else if (kind === `${name}_sum`) {
      group.sum = sample.value;
    } else if (kind === `${name}_count`) {
      group.count = sample.value;
    }
  }
  return [...groups.values()];
};

/** Prometheus counts up to an edge, OpenTelemetry between edges. */
const histogramOf = ({ name, help, values }: Family, span: Span): HistogramMetricData => ({
  ...described(name, help),
  dataPointType: DataPointType.HISTOGRAM,
  dataPoints: bucketsOf(name, values).map(({ labels, steps, sum, count }) => {
    const rising = steps.filter(([edge]) => Number.isFinite(edge)).sort(([a], [b]) => a - b);
    const upTo = [...rising.map(([, number]) => number), count];
    const counts = upTo.map((number, index) => number - (upTo[index - 1] ?? 0));
    return pointOf(span, labels, { buckets: { boundaries: rising.map(([edge]) => edge), counts }, sum, count });
  }),
});

/** What a summary says, each of its sample names as a gauge: the SDK has no summaries. */
const summaryOf = ({ help, values }: Family, span: Span): MetricData[] => {
  const byName = new Map<string, Array<DataPoint<number>>>();
  for (const sample of values) {
    const name = nameOf(sample);
    if (name !== undefined) {
      byName.set(name, [...(byName.get(name) ?? []), pointOf(span, sample.labels, sample.value)]);
    }
  }
  return [...byName].map(([name, dataPoints]) => ({
    ...described(name, help),
    dataPointType: DataPointType.GAUGE,
    dataPoints,
  }));
};

/** One family of the Prometheus registry as OpenTelemetry metrics: the same names, labels and values; nothing without samples. */
export const otlpMetricsOf = (family: Family, span: Span): MetricData[] => {
  const { name, help, type, values } = family;
  if (values.length === 0) {
    return [];
  }
  const dataPoints = values.map(({ labels, value }) => pointOf(span, labels, value));
  switch (String(type)) {
    case 'counter':
      return [{ ...described(name, help), dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints }];
    case 'histogram':
      return [histogramOf(family, span)];
    case 'summary':
      return summaryOf(family, span);
    default:
      return [{ ...described(name, help), dataPointType: DataPointType.GAUGE, dataPoints }];
  }
};
