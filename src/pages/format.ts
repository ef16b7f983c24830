import { dateTimeFormat, formattedValueToString, getTimeZone, getValueFormat } from '@grafana/data';

import { durationText } from '../core/format/durationText';

/** Stands where a value is not known; a screen reader hears the words beside it. */
export const ABSENT = '–';

const inUnit =
  (unit: string, decimals?: number) =>
  (value: number | null): string =>
    value === null ? ABSENT : formattedValueToString(getValueFormat(unit)(value, decimals));

const DOLLAR = 1;

/** USD; sums below a dollar keep two telling digits, so that the costs of jobs can be told apart. */
export const moneyText = (usd: number | null): string => {
  if (usd === null) {
    return ABSENT;
  }
  const size = Math.abs(usd);
  return size > 0 && size < DOLLAR ? `${usd < 0 ? '-' : ''}$${size.toPrecision(2)}` : inUnit('currencyUSD', 2)(usd);
};

export const countText = inUnit('short');
export const ratioText = inUnit('percentunit', 1);

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** A length of time as short as it can be said: `340 ms`, `1.2 s`, `3 min 5 s`. */
export const lengthText = (ms: number | null): string => {
  if (ms === null || !Number.isFinite(ms)) {
    return ABSENT;
  }
  const size = Math.max(0, ms);
  if (size < SECOND_MS) {
    return `${size < 10 && size > 0 ? size.toFixed(1) : Math.round(size)} ms`;
  }
  return size < MINUTE_MS ? `${(size / SECOND_MS).toFixed(1)} s` : durationText(size / SECOND_MS);
};

export const secondsText = (seconds: number | null): string =>
  lengthText(seconds === null ? null : seconds * SECOND_MS);

/** An instant in the viewer's zone. */
export const instantText = (ms: number | null): string =>
  ms === null ? ABSENT : dateTimeFormat(ms, { timeZone: getTimeZone(), format: 'YYYY-MM-DD HH:mm:ss' });

/** The time of day of an instant, with milliseconds. */
export const clockText = (ms: number): string =>
  dateTimeFormat(ms, { timeZone: getTimeZone(), format: 'HH:mm:ss.SSS' });

/** A value in the unit of a measure of the catalog. */
export const measureText = (value: number | null, unit: string): string => {
  switch (unit) {
    case 'ratio':
    case 'percentunit':
      return ratioText(value);
    case 'usd':
    case 'currencyUSD':
      return moneyText(value);
    case 'seconds':
    case 's':
      return secondsText(value);
    default:
      return countText(value);
  }
};
