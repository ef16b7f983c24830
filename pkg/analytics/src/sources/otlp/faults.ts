import { type RawSpan } from './records';

/** ClickHouse's DateTime64 and our own bounds: 1970 to 2262, where nanoseconds still fit 64 bits. */
const MAX_NS = 9_200_000_000_000_000_000n;

/** Why a record of that time cannot be stored; null when it can. */
export const timeFault = (ns: bigint): string | null =>
  ns <= 0n ? 'no start time' : ns > MAX_NS ? 'a time after 2261' : null;

const TRACE_ID = /^(?!0{32})[0-9a-f]{32}$/;
const SPAN_ID = /^(?!0{16})[0-9a-f]{16}$/;

/** Why a span is not acceptable; null when it is. */
export const spanFault = (span: RawSpan): string | null => {
  if (!TRACE_ID.test(span.traceId)) {
    return 'trace_id is not 16 bytes, or all zero';
  }
  if (!SPAN_ID.test(span.spanId)) {
    return 'span_id is not 8 bytes, or all zero';
  }
  if (span.parentId !== '' && !/^[0-9a-f]{16}$/.test(span.parentId)) {
    return 'parent_span_id is not 8 bytes';
  }
  return timeFault(span.startNs) ?? (span.endNs > MAX_NS ? 'a time after 2261' : null);
};
