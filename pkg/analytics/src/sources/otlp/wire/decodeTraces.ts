import { type RawEvent, type RawLink, type RawSpan, type Scoped } from '../records';
import { readAttribute, readRequest } from './decodeCommon';
import { eachField, WireReader } from './WireReader';

const readEvent = (reader: WireReader, end: number): RawEvent => {
  const event: RawEvent = { timeNs: 0n, name: '', attributes: new Map() };
  eachField(reader, end, (tag) => {
    switch (tag) {
      case 0x09:
        event.timeNs = reader.fixed64(end);
        return true;
      case 0x12:
        event.name = reader.text(end);
        return true;
      case 0x1a:
        readAttribute(reader, end, event.attributes);
        return true;
      default:
        return false;
    }
  });
  return event;
};

const readLink = (reader: WireReader, end: number): RawLink => {
  const link: RawLink = { traceId: '', spanId: '', attributes: new Map() };
  eachField(reader, end, (tag) => {
    switch (tag) {
      case 0x0a:
        link.traceId = reader.hex(end);
        return true;
      case 0x12:
        link.spanId = reader.hex(end);
        return true;
      case 0x22:
        readAttribute(reader, end, link.attributes);
        return true;
      default:
        return false;
    }
  });
  return link;
};

const readStatus = (reader: WireReader, end: number, span: RawSpan): void =>
  eachField(reader, end, (tag) => {
    if (tag === 0x12) {
      span.statusMessage = reader.text(end);
      return true;
    }
    if (tag === 0x18) {
      span.statusCode = reader.varint(end);
      return true;
    }
    return false;
  });

const emptySpan = (): RawSpan => ({
  traceId: '',
  spanId: '',
  parentId: '',
  name: '',
  kind: 0,
  startNs: 0n,
  endNs: 0n,
  attributes: new Map(),
  events: [],
  links: [],
  statusCode: 0,
  statusMessage: '',
});

const readSpan = (reader: WireReader, end: number): RawSpan => {
  const span = emptySpan();
  while (reader.pos < end) {
    const tag = reader.tag(end);
    switch (tag) {
      case 0x0a:
        span.traceId = reader.hex(end);
        break;
      case 0x12:
        span.spanId = reader.hex(end);
        break;
      case 0x22:
        span.parentId = reader.hex(end);
        break;
      case 0x2a:
        span.name = reader.text(end);
        break;
      case 0x30:
        span.kind = reader.varint(end);
        break;
      case 0x39:
        span.startNs = reader.fixed64(end);
        break;
      case 0x41:
        span.endNs = reader.fixed64(end);
        break;
      case 0x4a:
        readAttribute(reader, end, span.attributes);
        break;
      case 0x5a:
        span.events.push(readEvent(reader, reader.message(end)));
        break;
      case 0x6a:
        span.links.push(readLink(reader, reader.message(end)));
        break;
      case 0x7a:
        readStatus(reader, reader.message(end), span);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  return span;
};

/** `ExportTraceServiceRequest` in protobuf. @throws InvalidOtlp */
export const decodeTraces = (bytes: Buffer): Array<Scoped<RawSpan>> => readRequest(new WireReader(bytes), readSpan);
