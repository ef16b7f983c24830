/** The agent SDK's JSON is snake_case proto3: absent texts are `""`, absent counts `"0"`, 64-bit integers texts. */
export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const TRACE_ID = /^(?!0{32})[0-9a-f]{32}$/;
export const SPAN_ID = /^(?!0{16})[0-9a-f]{16}$/;

/** A text; null when absent or empty. */
export const textOf = (value: unknown, max = 512): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.slice(0, max) : null;

/** A count as number or text of digits; null when absent or unreadable. */
export const countOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
};

export const objectOf = (value: unknown): Json => (isJson(value) ? value : {});

export const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap((item) => textOf(item) ?? []) : [];

const TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** RFC 3339 as nanoseconds since 1970; null when absent or unreadable. */
export const nanosOf = (value: unknown): bigint | null => {
  const match = typeof value === 'string' ? TIME.exec(value) : null;
  const ms = match ? Date.parse(`${match[1]}${match[3]}`) : Number.NaN;
  return Number.isNaN(ms) || ms < 0 ? null : BigInt(ms) * 1_000_000n + BigInt((match?.[2] ?? '').padEnd(9, '0'));
};
