import { type MeasureInfo } from '@eljefe/contract';

import { findMeasure } from '../../../../pkg/analytics/src/measures/registry';
import { GRAFANA_UNITS } from '../../../../pkg/analytics/src/queries/frames';

/** @throws Error for a measure that the registry does not have: a dashboard must not ask for it */
export const infoOf = (name: string): MeasureInfo => {
  const measure = findMeasure(name);
  if (measure === null) {
    throw new Error(`no measure ${name}`);
  }
  return measure.info;
};

/** Grafana's unit for a measure; a plain number is written with thousands, not "K", only by its decimals. */
export const unitOf = (name: string): string => GRAFANA_UNITS[infoOf(name).unit];

const sentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** Longer than this is no glance. */
const GLANCE = 72;

/** What a panel says where the data gives no value: why, in one short sentence; the description says what to do. */
export const noValueOf = (name: string): string => {
  const first = (infoOf(name).absent_hint.split(/(?<=[.!?;])\s/)[0] ?? '').replace(/[.;]$/, '');
  return first.length > GLANCE || first === '' ? 'No data; the description says what to send' : first;
};

/** What the measures of a panel mean, and how to supply them where there is no data. */
export const describeMeasures = (names: readonly string[], note = ''): string => {
  const infos = [...new Set(names)].map(infoOf);
  const meanings = infos.map(({ id, title, definition }) =>
    infos.length === 1 ? `${id}. ${sentence(definition)}` : `${id} ${title}: ${sentence(definition)}`
  );
  const hints = [...new Set(infos.map(({ absent_hint }) => sentence(absent_hint)))];
  return [note, ...meanings, `No data? ${hints.join(' ')}`].filter((part) => part !== '').join('\n\n');
};
