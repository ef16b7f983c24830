import { type RawLog, type Scoped } from '../records';
import { attributesOf, bigOf, hexOf, intOf, readRequest, textOf, valueOf, type Json } from './readCommon';

const readLog = (log: Json): RawLog => {
  const time = bigOf(log['timeUnixNano'], 'timeUnixNano');
  return {
    timeNs: time === 0n ? bigOf(log['observedTimeUnixNano'], 'observedTimeUnixNano') : time,
    severity: intOf(log['severityNumber'], 'severityNumber'),
    severityText: textOf(log['severityText']),
    eventName: textOf(log['eventName']),
    body: valueOf(log['body']),
    attributes: attributesOf(log['attributes']),
    traceId: hexOf(log['traceId']),
    spanId: hexOf(log['spanId']),
  };
};

/** `ExportLogsServiceRequest` in JSON. @throws InvalidOtlp */
export const readLogs = (body: unknown): Array<Scoped<RawLog>> =>
  readRequest(body, { resources: 'resourceLogs', scopes: 'scopeLogs', records: 'logRecords' }, readLog);
