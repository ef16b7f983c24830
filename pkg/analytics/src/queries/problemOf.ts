import { type Problem } from '@eljefe/contract';

import { BadQuery, QueryLimit, StoreError } from '../store';
import { BadRequest } from './errors';

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Any failure as a problem that says what to do; one question's failure never harms the others. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof BadRequest) {
    return error.problem;
  }
  if (error instanceof QueryLimit) {
    const detail = `The answer took more than the limit of ${error.limit} allows. Choose a shorter range or narrower filters.`;
    return { type: 'about:blank', title: 'Query over its limit', status: 422, detail };
  }
  if (error instanceof BadQuery) {
    return { type: 'about:blank', title: 'The store refused the query', status: 400, detail: message(error) };
  }
  if (error instanceof StoreError) {
    const detail = `The store does not answer (${message(error)}). What is live is still shown; history comes back with the store.`;
    return { type: 'about:blank', title: 'Store unavailable', status: 503, detail };
  }
  return { type: 'about:blank', title: 'The answer failed', status: 500, detail: message(error) };
};
