import { type RawSpan, type Scoped } from '../records';
import { attributesOf, bigOf, hexOf, intOf, isRecord, listOf, readRequest, textOf, type Json } from './readCommon';

const readSpan = (span: Json): RawSpan => {
  const status = isRecord(span['status']) ? span['status'] : {};
  return {
    traceId: hexOf(span['traceId']),
    spanId: hexOf(span['spanId']),
    parentId: hexOf(span['parentSpanId']),
    name: textOf(span['name']),
    kind: intOf(span['kind'], 'kind'),
    startNs: bigOf(span['startTimeUnixNano'], 'startTimeUnixNano'),
    endNs: bigOf(span['endTimeUnixNano'], 'endTimeUnixNano'),
    attributes: attributesOf(span['attributes']),
    events: listOf(span['events'], 'events').map((event) => ({
      timeNs: bigOf(event['timeUnixNano'], 'timeUnixNano'),
      name: textOf(event['name']),
      attributes: attributesOf(event['attributes']),
    })),
    links: listOf(span['links'], 'links').map((link) => ({
      traceId: hexOf(link['traceId']),
      spanId: hexOf(link['spanId']),
      attributes: attributesOf(link['attributes']),
    })),
    statusCode: intOf(status['code'], 'status.code'),
    statusMessage: textOf(status['message']),
  };
};

/** `ExportTraceServiceRequest` in JSON. @throws InvalidOtlp */
export const readTraces = (body: unknown): Array<Scoped<RawSpan>> =>
  readRequest(body, { resources: 'resourceSpans', scopes: 'scopeSpans', records: 'spans' }, readSpan);
