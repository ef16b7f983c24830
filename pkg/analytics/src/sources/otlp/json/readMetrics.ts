import { type RawMetric, type RawPoint, type Scoped } from '../records';
import { attributesOf, bigOf, doubleOf, intOf, isRecord, listOf, readRequest, textOf, type Json } from './readCommon';

const KINDS: ReadonlyArray<readonly [string, RawMetric['kind']]> = [
  ['gauge', 'gauge'],
  ['sum', 'sum'],
  ['histogram', 'histogram'],
  ['exponentialHistogram', 'exponential'],
  ['summary', 'summary'],
];

const numberValue = (point: Json): number | null =>
  'asInt' in point ? Number(bigOf(point['asInt'], 'asInt')) : doubleOf(point['asDouble']);

const readPoint = (point: Json, kind: RawMetric['kind']): RawPoint => {
  const empty = intOf(point['flags'], 'flags') % 2 === 1;
  const numeric = kind === 'gauge' || kind === 'sum';
  return {
    startNs: bigOf(point['startTimeUnixNano'], 'startTimeUnixNano'),
    timeNs: bigOf(point['timeUnixNano'], 'timeUnixNano'),
    attributes: attributesOf(point['attributes']),
    value: empty ? null : numeric ? numberValue(point) : doubleOf(point['sum']),
    count: empty || numeric ? null : intOf(point['count'], 'count'),
  };
};

const readMetric = (metric: Json): RawMetric => {
  const [name, kind] = KINDS.find(([key]) => isRecord(metric[key])) ?? ['gauge', 'gauge'];
  const data = metric[name];
  const fields: Json = isRecord(data) ? data : {};
  return {
    name: textOf(metric['name']),
    unit: textOf(metric['unit']),
    kind,
    temporality: intOf(fields['aggregationTemporality'], 'aggregationTemporality'),
    monotonic: fields['isMonotonic'] === true,
    points: listOf(fields['dataPoints'], 'dataPoints').map((point) => readPoint(point, kind)),
  };
};

/** `ExportMetricsServiceRequest` in JSON. @throws InvalidOtlp */
export const readMetrics = (body: unknown): Array<Scoped<RawMetric>> =>
  readRequest(body, { resources: 'resourceMetrics', scopes: 'scopeMetrics', records: 'metrics' }, readMetric);
