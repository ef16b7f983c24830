import { type RawLog, type Scoped } from '../records';
import { readAttribute, readRequest, readValue } from './decodeCommon';
import { eachField, WireReader } from './WireReader';

const readLog = (reader: WireReader, end: number): RawLog => {
  const log: RawLog = {
    timeNs: 0n,
    severity: 0,
    severityText: '',
    eventName: '',
    body: null,
    attributes: new Map(),
    traceId: '',
    spanId: '',
  };
  let observedNs = 0n;
  eachField(reader, end, (tag) => {
    switch (tag) {
      case 0x09:
        log.timeNs = reader.fixed64(end);
        return true;
      case 0x10:
        log.severity = reader.varint(end);
        return true;
      case 0x1a:
        log.severityText = reader.text(end);
        return true;
      case 0x2a:
        log.body = readValue(reader, reader.message(end));
        return true;
      case 0x32:
        readAttribute(reader, end, log.attributes);
        return true;
      case 0x4a:
        log.traceId = reader.hex(end);
        return true;
      case 0x52:
        log.spanId = reader.hex(end);
        return true;
      case 0x59:
        observedNs = reader.fixed64(end);
        return true;
      case 0x62:
        log.eventName = reader.text(end);
        return true;
      default:
        return false;
    }
  });
  log.timeNs = log.timeNs === 0n ? observedNs : log.timeNs;
  return log;
};

/** `ExportLogsServiceRequest` in protobuf. @throws InvalidOtlp */
export const decodeLogs = (bytes: Buffer): Array<Scoped<RawLog>> => readRequest(new WireReader(bytes), readLog);
