import { type Static, type TSchema } from '@sinclair/typebox';
import { Value, ValueErrorType, type ValueError } from '@sinclair/typebox/value';

import { type FieldProblem } from './problem';

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: FieldProblem[] };

const MAX_PROBLEMS = 5;
const MAX_SHOWN = 80;

/** Any value as one short line, safe to log and to show: never more than 80 characters of it. */
export const shown = (value: unknown): string => {
  if (value === undefined) {
    return 'nothing';
  }
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, MAX_SHOWN + 1)) : describe(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
};

const describe = (value: unknown): string => {
  if (Array.isArray(value)) {
    return `a list of ${value.length}`;
  }
  if (typeof value === 'object' && value !== null) {
    return 'an object';
  }
  return String(value);
};

const expectation = (schema: TSchema): string => {
  if (Array.isArray(schema.enum)) {
    return `one of ${schema.enum.join(', ')}`;
  }
  if (Array.isArray(schema.anyOf)) {
    return schema.anyOf.map((part: TSchema) => expectation(part)).join(' or ');
  }
  if (schema.const !== undefined) {
    return JSON.stringify(schema.const);
  }
  const bounds = [
    schema.minimum === undefined ? '' : `at least ${schema.minimum}`,
    schema.maximum === undefined ? '' : `at most ${schema.maximum}`,
    schema.minLength === undefined ? '' : `at least ${schema.minLength} characters`,
    schema.maxLength === undefined ? '' : `at most ${schema.maxLength} characters`,
    schema.maxItems === undefined ? '' : `at most ${schema.maxItems} items`,
  ].filter(Boolean);
  return [schema.type ?? 'a value', ...bounds].join(', ');
};

const remedy = (error: ValueError): string =>
  error.type === ValueErrorType.ObjectRequiredProperty ? 'this field is required' : `send ${expectation(error.schema)}`;

/**
 * Checks a value from outside against a schema.
 * @returns the same value, typed; or at most five problems, each naming field, value and remedy.
 */
export const parse = <T extends TSchema>(schema: T, value: unknown): Parsed<Static<T>> => {
  if (Value.Check(schema, value)) {
    return { ok: true, value };
  }
  const problems: FieldProblem[] = [];
  for (const error of Value.Errors(schema, value)) {
    problems.push({ field: error.path || '/', value: shown(error.value), remedy: remedy(error) });
    if (problems.length === MAX_PROBLEMS) {
      break;
    }
  }
  return { ok: false, problems };
};

/** Problems as one sentence for a log line, a notice or a test message. */
export const problemText = (problems: readonly FieldProblem[]): string =>
  problems.map((p) => `${p.field}: found ${p.value}; ${p.remedy}`).join('. ');
