import { parse, type FieldProblem } from '@eljefe/contract';
import { Type, type Static, type TSchema } from '@sinclair/typebox';

import { didYouMean } from '../config/suggest';
import { ProblemError } from './ProblemError';

const NUMBER = /^-?\d+(?:\.\d+)?$/;

const typesOf = (schema: TSchema): string[] =>
  [schema, ...(schema.anyOf ?? [])].map((part: TSchema) => String(part.type));

/** Text as the type its schema asks for; what does not fit stays text and is refused by the check. */
const coerced = (schema: TSchema, value: unknown): unknown => {
  const types = typesOf(schema);
  if (types.includes('array')) {
    return Array.isArray(value) ? value : [value];
  }
  if (typeof value !== 'string') {
    return value;
  }
  if ((types.includes('number') || types.includes('integer')) && NUMBER.test(value)) {
    return Number(value);
  }
  return types.includes('boolean') && /^(?:true|false)$/.test(value) ? value === 'true' : value;
};

const named = (problem: FieldProblem): FieldProblem => ({ ...problem, field: problem.field.replace(/^\//, '') });

const invalid = (problems: FieldProblem[]): ProblemError =>
  new ProblemError('invalid-request', problems.map((p) => `${p.field}: found ${p.value}; ${p.remedy}`).join('. '), {
    problems,
  });

/**
 * Reads the values of a query string or of a path. An unknown name is refused: a misspelt filter that is silently ignored
 * answers a different question.
 * @throws ProblemError 400 naming field, value and remedy
 */
export const readQueryString = <T extends TSchema>(schema: T, given: unknown): Static<T> => {
  const properties: Record<string, TSchema> = schema.properties ?? {};
  const entries = Object.entries(typeof given === 'object' && given !== null ? given : {});
  const unknown = entries.filter(([name]) => !Object.hasOwn(properties, name));
  if (unknown.length > 0) {
    throw invalid(
      unknown.slice(0, 5).map(([name, value]) => ({
        field: name.slice(0, 80),
        value: JSON.stringify(value).slice(0, 80),
        remedy: `no such parameter; ${didYouMean(name, Object.keys(properties))}`,
      }))
    );
  }
  const value = Object.fromEntries(
    entries.map(([name, text]) => [name, coerced(properties[name] ?? Type.Unknown(), text)])
  );
  const parsed = parse(schema, value);
  if (!parsed.ok) {
    throw invalid(parsed.problems.map(named));
  }
  return parsed.value;
};

/**
 * Checks a body against its schema.
 * @throws ProblemError 400 naming field, value and remedy
 */
export const readAs = <T extends TSchema>(schema: T, body: unknown): Static<T> => {
  const parsed = parse(schema, body);
  if (!parsed.ok) {
    const detail = parsed.problems.map((p) => `${p.field}: found ${p.value}; ${p.remedy}`).join('. ');
    throw new ProblemError('invalid-body', detail, { problems: parsed.problems });
  }
  return parsed.value;
};
