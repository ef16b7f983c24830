import { DIMENSIONS, parseInstant, shown } from '@eljefe/contract';
import { Type, type Static } from '@sinclair/typebox';

import { type ListOptions } from '../parts';
import { ProblemError } from './ProblemError';

const Values = Type.Array(Type.String({ maxLength: 1_000 }), { maxItems: 500 });
const BY_NAME = DIMENSIONS.filter((name) => name !== 'source');

/** Parameters of the lists of jobs and sessions. */
export const ListQuery = Type.Object({
  from: Type.Optional(Type.String({ maxLength: 64, description: 'RFC 3339 or epoch ms; included' })),
  to: Type.Optional(Type.String({ maxLength: 64, description: 'RFC 3339 or epoch ms; excluded' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, description: 'entries of a page, 100 unless said' })),
  cursor: Type.Optional(Type.String({ maxLength: 2_000, description: '`next_cursor` of the page before' })),
  sort: Type.Optional(
    Type.String({ maxLength: 100, pattern: '^-?[a-z_]+$', description: 'a field; with - before it, falling' })
  ),
  search: Type.Optional(Type.String({ maxLength: 1_000, description: 'words in task, error or id' })),
  orchestrator: Type.Optional(Type.String({ minLength: 1, maxLength: 512, description: 'only of this one' })),
  filter: Type.Optional(
    Type.Array(Type.String({ maxLength: 2_000 }), {
      maxItems: 50,
      description:
        'key, operator (= != =~ !~ =| !=|) and value, e.g. `label.team=core` or `status=|failed|waiting`; repeatable',
    })
  ),
  ...Object.fromEntries(
    BY_NAME.map((name) => [name, Type.Optional({ ...Values, description: 'one of these; repeatable' })])
  ),
});
export type ListQuery = Static<typeof ListQuery>;

const FILTER = /^([A-Za-z0-9_.-]{1,200})(=\||!=\||=~|!~|!=|=)(.*)$/s;
const DEFAULT_LIMIT = 100;

type Filters = ListOptions['filters'];

const readFilter = (text: string): Filters[number] => {
  const match = FILTER.exec(text);
  if (!match?.[1] || !match[2]) {
    const remedy = 'write key, operator and value, e.g. label.team=core';
    throw new ProblemError('invalid-request', `filter: found ${shown(text)}; ${remedy}`, {
      problems: [{ field: 'filter', value: shown(text), remedy }],
    });
  }
  const [, key, op, value = ''] = match;
  return { key, op, values: op.endsWith('|') ? value.split('|') : [value] };
};

const readInstant = (name: 'from' | 'to', text: string | undefined): number | undefined => {
  if (text === undefined) {
    return undefined;
  }
  const instant = parseInstant(/^-?\d+$/.test(text) && text.length > 8 ? Number(text) : text);
  if (instant === null) {
    const remedy = 'send RFC 3339 or epoch milliseconds';
    throw new ProblemError('invalid-request', `${name}: found ${shown(text)}; ${remedy}`, {
      problems: [{ field: name, value: shown(text), remedy }],
    });
  }
  return instant;
};

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/**
 * Reads the checked parameters of a list.
 * @throws ProblemError 400 naming field, value and remedy
 */
export const listOptions = (query: ListQuery, signal: AbortSignal): ListOptions => {
  const given: Readonly<Record<string, unknown>> = query;
  const named = BY_NAME.flatMap((key): Array<Filters[number]> => {
    const values = given[key];
    return isTexts(values) ? [{ key, op: '=|', values }] : [];
  });
  return {
    from: readInstant('from', query.from),
    to: readInstant('to', query.to),
    limit: query.limit ?? DEFAULT_LIMIT,
    cursor: query.cursor,
    sort: query.sort,
    search: query.search,
    source: query.orchestrator,
    filters: [...named, ...(query.filter ?? []).map(readFilter)],
    signal,
  };
};
