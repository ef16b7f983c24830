import { type DataFrame, type Field, FieldType } from '@grafana/data';

import { durationText } from '../format/durationText';
import { t } from '../i18n/t';

/** Colour of a change: by good or bad, not by up or down; what may be noise has none. */
const COLOR: Readonly<Record<string, string>> = { better: 'green', worse: 'red' };
const NEUTRAL = 'gray';

const number = (frame: DataFrame, name: string): number | null => {
  const value: unknown = frame.fields.find((field) => field.name === name)?.values[0];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const rounded = (value: number): string => {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
};

const seconds = (size: number): string => {
  if (size < 1) {
    return `${Math.round(size * 1000)} ms`;
  }
  return size < 60 ? `${rounded(size)} s` : durationText(size);
};

/** How much, without its sign, in the words of the unit; a share changes by points. */
const amount = (change: number, former: number, unit: string | undefined): string => {
  const size = Math.abs(change);
  switch (unit) {
    case 'percentunit':
      return t('datasource.change.points', '{{n}} pts', { n: rounded(size * 100) });
    case 's':
      return seconds(size);
    case 'currencyUSD':
      return `$${size < 0.01 ? size.toPrecision(1) : size.toFixed(2)}`;
    default:
      return former === 0 ? rounded(size) : `${rounded((100 * size) / Math.abs(former))} %`;
  }
};

/** The change in words: an arrow and how much. */
const changeText = (change: number, former: number, unit: string | undefined): string => {
  if (change === 0) {
    return t('datasource.change.none', '= as before');
  }
  return `${change > 0 ? '▲' : '▼'} ${amount(change, former, unit)}`;
};

/**
 * Adds to a total that has its former value a column that says the change in words, coloured when the service calls it
 * better or worse. A change inside the noise, of few jobs, or of a measure without a test stays grey (V4).
 */
export const changeField = (frame: DataFrame): DataFrame => {
  const [change, former] = [number(frame, 'change'), number(frame, 'former')];
  const index = frame.fields.findIndex(({ name }) => name === 'change');
  const numeric = frame.fields[index];
  if (frame.length !== 1 || !numeric) {
    return frame;
  }
  const about: Readonly<Record<string, unknown>> = frame.meta?.custom ?? {};
  const direction = text(about.direction) ?? 'unknown';
  const reason = text(about.reason);
  const said: Field = {
    name: 'change_text',
    type: FieldType.string,
    values: [change === null || former === null ? null : changeText(change, former, numeric.config.unit)],
    config: {
      displayNameFromDS: t('datasource.change.name', 'vs former period'),
      noValue: t('datasource.change.noFormer', 'nothing before'),
      color: { mode: 'fixed', fixedColor: COLOR[direction] ?? NEUTRAL },
      ...(reason === null ? {} : { description: reason }),
    },
  };
  return { ...frame, fields: [...frame.fields.slice(0, index + 1), said, ...frame.fields.slice(index + 1)] };
};
