import { dateTime } from '@grafana/data';

import { type SettingField } from './fields';

/** An entry as it stands in the form: texts only. */
export type Draft = Readonly<Record<string, string>>;
export type Entry = Readonly<Record<string, unknown>>;

const textOf = (value: unknown, kind: SettingField['kind']): string => {
  if (value === null || value === undefined) {
    return '';
  }
  return kind === 'date' && typeof value === 'number' ? dateTime(value).utc().format('YYYY-MM-DD') : String(value);
};

/** An entry for the form; a new one begins with the first of each choice. */
export const toDraft = (entry: Entry | null, fields: readonly SettingField[]): Draft =>
  Object.fromEntries(
    fields.map(({ key, kind, choices }) => [
      key,
      entry ? textOf(entry[key], kind) : kind === 'choice' ? (choices?.[0] ?? '') : '',
    ])
  );

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const valueOf = (text: string, kind: SettingField['kind']): unknown => {
  if (kind === 'number') {
    const number = Number(text.replace(',', '.'));
    return Number.isFinite(number) ? number : undefined;
  }
  if (kind === 'date') {
    const at = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    return Number.isFinite(at) ? at : undefined;
  }
  return text;
};

/**
 * The form's texts as an entry.
 * @returns the entry, or the fields that cannot be read
 */
export const fromDraft = (
  draft: Draft,
  fields: readonly SettingField[]
): { ok: true; entry: Entry } | { ok: false; wrong: string[] } => {
  const read = fields.map(({ key, kind, optional }) => {
    const text = (draft[key] ?? '').trim();
    return { key, value: text === '' ? (optional ? null : undefined) : valueOf(text, kind) };
  });
  const wrong = read.filter(({ value }) => value === undefined).map(({ key }) => key);
  return wrong.length > 0
    ? { ok: false, wrong }
    : { ok: true, entry: Object.fromEntries(read.map(({ key, value }) => [key, value])) };
};

/** The list with one entry replaced, or added where the place is none. */
export const withEntry = (entries: readonly Entry[], place: number | null, entry: Entry): Entry[] =>
  place === null ? [...entries, entry] : entries.map((held, index) => (index === place ? entry : held));

export const withoutEntry = (entries: readonly Entry[], place: number): Entry[] =>
  entries.filter((_, index) => index !== place);
