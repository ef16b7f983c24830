import { type DestinationStream } from 'pino';

const PLAIN = new Set(['level', 'time', 'msg', 'service', 'err']);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const word = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const errorText = (value: unknown): string =>
  isObject(value) ? `\n    ${word(value.stack ?? value.message ?? value).replaceAll('\n', '\n    ')}` : '';

/** One JSON log line as a line for people: time, severity, message, the other fields as `key=value`. */
export const prettyLine = (line: string): string => {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return line;
  }
  if (!isObject(record)) {
    return line;
  }
  const fields = Object.entries(record).flatMap(([key, value]) => (PLAIN.has(key) ? [] : [`${key}=${word(value)}`]));
  const time = word(record.time ?? '').slice(11, 23);
  const head = [
    time,
    word(record.level ?? '')
      .toUpperCase()
      .padEnd(5),
    word(record.msg ?? ''),
    ...fields,
  ]
    .join(' ')
    .trimEnd();
  return `${head}${errorText(record.err)}\n`;
};

/** Puts the pretty form before an output. */
export const prettyLines = (output: DestinationStream): DestinationStream => ({
  write: (line: string) => output.write(prettyLine(line)),
});
