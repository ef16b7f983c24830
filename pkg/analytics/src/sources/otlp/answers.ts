import { type Accepted } from './Tally';

export type Encoding = 'protobuf' | 'json';

const MEDIA: Readonly<Record<Encoding, string>> = { protobuf: 'application/x-protobuf', json: 'application/json' };

export const mediaType = (encoding: Encoding): string => MEDIA[encoding];

const varint = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
};

const lengthDelimited = (tag: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([tag, ...varint(content.length)]), content]);

const COUNT_NAME = { traces: 'rejectedSpans', metrics: 'rejectedDataPoints', logs: 'rejectedLogRecords' } as const;
export type OtlpSignal = keyof typeof COUNT_NAME;

/** The answer to an export that was taken, in the request's own encoding; what was refused is told as partial success. */
export const successBody = (signal: OtlpSignal, encoding: Encoding, { refused, reason }: Accepted): Buffer => {
  if (encoding === 'json') {
    const partial =
      refused === 0 ? {} : { partialSuccess: { [COUNT_NAME[signal]]: String(refused), errorMessage: reason } };
    return Buffer.from(JSON.stringify(partial));
  }
  if (refused === 0) {
    return Buffer.alloc(0);
  }
  const count = Buffer.from([0x08, ...varint(refused)]);
  return lengthDelimited(0x0a, Buffer.concat([count, lengthDelimited(0x12, Buffer.from(reason))]));
};

/** `google.rpc.Code` of an HTTP status. */
const rpcCode = (status: number): number => {
  switch (status) {
    case 400:
    case 413:
    case 415:
      return 3;
    case 401:
      return 16;
    case 403:
      return 7;
    case 429:
      return 8;
    case 503:
      return 14;
    default:
      return status < 500 ? 9 : 13;
  }
};

/** A refusal as `google.rpc.Status`, in the request's own encoding. */
export const errorBody = (encoding: Encoding, status: number, message: string): Buffer => {
  const code = rpcCode(status);
  return encoding === 'json'
    ? Buffer.from(JSON.stringify({ code, message }))
    : Buffer.concat([Buffer.from([0x08, code]), lengthDelimited(0x12, Buffer.from(message))]);
};
