import { type ScopedVars, type TypedVariableModel } from '@grafana/data';
import { type TemplateSrv } from '@grafana/runtime';

import { type Expansion, type VariableReader } from '../core/query/interpolateQuery';

const ALL = '$__all';
const OPEN = '\u0001';
const CLOSE = '\u0002';
const NAME = /\$(\w+)|\$\{(\w+)(?:[.:][^}]*)?\}|\[\[(\w+)(?::[^\]]*)?\]\]/g;

const asList = (value: unknown): string[] => {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item) => item !== null && item !== undefined).map(String);
};

/** Grafana hands a format function the values themselves; they travel through the text as marked JSON. */
const marked = (value: unknown): string => `${OPEN}${JSON.stringify(asList(value))}${CLOSE}`;

const readMark = (mark: string): string[] => {
  const value: unknown = JSON.parse(mark);
  return asList(value);
};

/** `a{x,y}b` as `axb`, `ayb`: each marked list multiplies. */
const unfold = (text: string): string[] => {
  const start = text.indexOf(OPEN);
  const end = text.indexOf(CLOSE, start);
  if (start < 0 || end < 0) {
    return [text];
  }
  const tails = unfold(text.slice(end + 1));
  return readMark(text.slice(start + 1, end)).flatMap((value) =>
    tails.map((tail) => `${text.slice(0, start)}${value}${tail}`)
  );
};

const namesIn = (text: string): string[] =>
  [...text.matchAll(NAME)].flatMap((match) => match[1] ?? match[2] ?? match[3] ?? []);

const currentValue = (variable: TypedVariableModel): unknown =>
  'current' in variable && 'value' in variable.current ? variable.current.value : undefined;

/** The dashboard's variables, read through Grafana's template service. */
export const templateReader = (templates: TemplateSrv, scopedVars: ScopedVars | undefined): VariableReader => {
  const isAll = (text: string): boolean => {
    const names = namesIn(text).filter((name) => scopedVars?.[name] === undefined);
    return (
      names.length > 0 &&
      templates
        .getVariables()
        .some((variable) => names.includes(variable.name) && asList(currentValue(variable)).includes(ALL))
    );
  };
  return {
    text: (text) => templates.replace(text, scopedVars),
    expand: (text): Expansion => {
      if (!text.includes('$') && !text.includes('[[')) {
        return { values: [text], all: false };
      }
      const values = unfold(templates.replace(text, scopedVars, marked));
      return { values: values.filter((value) => value !== ALL), all: isAll(text) || values.includes(ALL) };
    },
  };
};
