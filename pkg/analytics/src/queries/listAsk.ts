import { type Query } from '@eljefe/contract';

import { type ListOptions } from '../parts';
import { BadRequest } from './errors';
import { type ListAsk } from './kinds/lists';
import { type Window } from './window';

export const DEFAULT_ROWS = 500;

/** Options of a list out of a question. */
export const listOptions = (query: Query, window: Window): Omit<ListOptions, 'signal'> => ({
  from: window.from,
  to: window.to,
  limit: query.limit ?? DEFAULT_ROWS,
  filters: query.filters ?? [],
  ...(query.cursor ? { cursor: query.cursor } : {}),
  ...(query.search ? { search: query.search } : {}),
  ...(query.source ? { source: query.source } : {}),
});

const FILTER_OPS = ['=', '!=', '=~', '!~', '=|', '!=|'] as const;

/** @throws BadRequest for an operator nobody knows */
export const listAsk = (options: ListOptions): ListAsk => ({
  from: options.from ?? null,
  to: options.to ?? null,
  limit: options.limit,
  cursor: options.cursor ?? null,
  search: options.search ?? null,
  source: options.source ?? null,
  filters: options.filters.map(({ key, op, values }) => {
    const known = FILTER_OPS.find((name) => name === op);
    if (known === undefined) {
      throw new BadRequest('filters', op, `use one of ${FILTER_OPS.join(' ')}`);
    }
    return { key, op: known, values: [...values] };
  }),
});
