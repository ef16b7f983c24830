import { type RawMetric, type RawPoint, type Scoped } from '../records';
import { readAttribute, readRequest } from './decodeCommon';
import { eachField, WireReader } from './WireReader';

const NO_RECORDED_VALUE = 1;

interface PointTags {
  attributes: number;
  flags: number;
}

/** All kinds of point share start, time and value; attributes and flags stand at numbers of their own. */
const TAGS: Readonly<Record<RawMetric['kind'], PointTags>> = {
  gauge: { attributes: 0x3a, flags: 0x40 },
  sum: { attributes: 0x3a, flags: 0x40 },
  histogram: { attributes: 0x4a, flags: 0x50 },
  exponential: { attributes: 0x0a, flags: 0x50 },
  summary: { attributes: 0x3a, flags: 0x40 },
};

const isNumberPoint = (kind: RawMetric['kind']): boolean => kind === 'gauge' || kind === 'sum';

const readPoint = (reader: WireReader, end: number, kind: RawMetric['kind']): RawPoint => {
  const point: RawPoint = { startNs: 0n, timeNs: 0n, attributes: new Map(), value: null, count: null };
  const tags = TAGS[kind];
  const numeric = isNumberPoint(kind);
  let flags = 0;
  eachField(reader, end, (tag) => {
    if (tag === tags.attributes) {
      readAttribute(reader, end, point.attributes);
      return true;
    }
    if (tag === tags.flags) {
      flags = reader.varint(end);
      return true;
    }
    switch (tag) {
      case 0x11:
        point.startNs = reader.fixed64(end);
        return true;
      case 0x19:
        point.timeNs = reader.fixed64(end);
        return true;
      case 0x21:
        if (numeric) {
          point.value = reader.double(end);
        } else {
          point.count = Number(reader.fixed64(end));
        }
        return true;
      case 0x29:
        point.value = reader.double(end);
        return true;
      case 0x31:
        if (!numeric) {
          return false;
        }
        point.value = Number(reader.signedFixed64(end));
        return true;
      default:
        return false;
    }
  });
  return flags % 2 === NO_RECORDED_VALUE ? { ...point, value: null, count: null } : point;
};

const KINDS: ReadonlyMap<number, RawMetric['kind']> = new Map([
  [0x2a, 'gauge'],
  [0x3a, 'sum'],
  [0x4a, 'histogram'],
  [0x52, 'exponential'],
  [0x5a, 'summary'],
]);

const readData = (reader: WireReader, end: number, metric: RawMetric): void =>
  eachField(reader, end, (tag) => {
    switch (tag) {
      case 0x0a:
        metric.points.push(readPoint(reader, reader.message(end), metric.kind));
        return true;
      case 0x10:
        metric.temporality = reader.varint(end);
        return true;
      case 0x18:
        metric.monotonic = reader.varint(end) !== 0;
        return true;
      default:
        return false;
    }
  });

const readMetric = (reader: WireReader, end: number): RawMetric => {
  const metric: RawMetric = { name: '', unit: '', kind: 'gauge', temporality: 0, monotonic: false, points: [] };
  eachField(reader, end, (tag) => {
    const kind = KINDS.get(tag);
    if (kind !== undefined) {
      metric.kind = kind;
      readData(reader, reader.message(end), metric);
      return true;
    }
    if (tag === 0x0a) {
      metric.name = reader.text(end);
      return true;
    }
    if (tag === 0x1a) {
      metric.unit = reader.text(end);
      return true;
    }
    return false;
  });
  return metric;
};

/** `ExportMetricsServiceRequest` in protobuf. @throws InvalidOtlp */
export const decodeMetrics = (bytes: Buffer): Array<Scoped<RawMetric>> =>
  readRequest(new WireReader(bytes), readMetric);
