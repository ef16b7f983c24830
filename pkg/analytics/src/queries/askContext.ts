import { type Query, type QueryRequest } from '@eljefe/contract';

import { readWindow, type Window } from './window';

/** What a question is answered by, besides itself. */
export interface AskContext {
  window: Window;
  maxPoints: number | null;
  signal: AbortSignal;
}

/** The window and width of one question: its own where it has them, else the batch's. */
export const askContext = (query: Query, batch: QueryRequest, signal: AbortSignal): AskContext => ({
  window: readWindow({ from: query.from ?? batch.from, to: query.to ?? batch.to }),
  maxPoints: query.maxDataPoints ?? batch.maxDataPoints ?? null,
  signal,
});
