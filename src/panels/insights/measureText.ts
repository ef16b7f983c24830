import { formattedValueToString, getValueFormat } from '@grafana/data';

/** The registry's units as Grafana's. */
const UNITS: Readonly<Record<string, string>> = {
  ratio: 'percentunit',
  seconds: 's',
  usd: 'currencyUSD',
  tokens: 'short',
  count: 'short',
  score: 'none',
  bytes: 'bytes',
  percent: 'percent',
};

/** @returns a value of a measure with its unit, for example `97.1%` or `24.3 s`; of an unknown unit the number alone */
export const measureText = (value: number, unit: string): string =>
  formattedValueToString(getValueFormat(UNITS[unit] ?? 'short')(value, Math.abs(value) >= 1_000 ? 1 : undefined));
