import { type Query, type QueryAnswer, type QueryRequest, type QueryResponse } from '@eljefe/contract';
import {
  defer,
  finalize,
  forkJoin,
  map,
  type Observable,
  Observable as RxObservable,
  ReplaySubject,
  share,
  switchMap,
  timer,
} from 'rxjs';

import { unreadable } from '../core/problem/explainFailure';
import { RequestFailure } from './transport';

/** How long questions are collected before they go out together. */
export const WINDOW_MS = 20;
const MAX_QUERIES = 200;

export interface Question {
  /** Epoch ms. */
  from: number;
  to: number;
  maxDataPoints: number;
  query: Query;
}

interface Entry {
  query: Query;
  listeners: number;
}

interface Batch {
  entries: Map<string, Entry>;
  maxDataPoints: number;
  sent: boolean;
  response$: Observable<ReadonlyMap<string, QueryAnswer>>;
}

const rangeKey = ({ from, to }: Question): string => `${from}-${to}`;

/** Equal questions have equal texts; the asker's refId is no part of the question. */
const signature = ({ query }: Question): string => JSON.stringify({ ...query, refId: '' });

const slices = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/**
 * Collects the questions of all panels of a refresh into one request and hands each its answer. Equal questions are
 * asked once. The request is aborted only when every asker has left.
 */
export class QueryBatcher {
  private readonly waiting = new Map<string, Batch>();
  private readonly asked = new Map<string, Batch>();
  private count = 0;

  /** @param post sends one request */
  constructor(private readonly post: (request: QueryRequest) => Observable<QueryResponse>) {}

  ask(question: Question): Observable<QueryAnswer> {
    return new RxObservable<QueryAnswer>((out) => {
      const key = `${rangeKey(question)} ${signature(question)}`;
      const batch = this.asked.get(key) ?? this.waiting.get(rangeKey(question)) ?? this.openBatch(question);
      this.asked.set(key, batch);
      const entry = this.enter(batch, question);
      const subscription = batch.response$.subscribe({
        next: (answers) => {
          const answer = answers.get(entry.query.refId);
          if (answer) {
            out.next(answer);
          } else {
            out.error(new RequestFailure(unreadable('analytics', {})));
          }
        },
        error: (thrown: unknown) => out.error(thrown),
        complete: () => out.complete(),
      });
      return () => {
        entry.listeners -= 1;
        this.forget(key, batch, entry);
        subscription.unsubscribe();
      };
    });
  }

  /** A question nobody waits for any more is not to be joined: it may be left out of the request. */
  private forget(key: string, batch: Batch, entry: Entry): void {
    if (entry.listeners === 0 && !batch.sent && this.asked.get(key) === batch) {
      this.asked.delete(key);
    }
  }

  private enter(batch: Batch, question: Question): Entry {
    const key = signature(question);
    const held = batch.entries.get(key);
    if (held) {
      held.listeners += 1;
      return held;
    }
    this.count += 1;
    const entry = { query: { ...question.query, refId: `q${this.count}` }, listeners: 1 };
    batch.entries.set(key, entry);
    batch.maxDataPoints = Math.max(batch.maxDataPoints, question.maxDataPoints);
    return entry;
  }

  private openBatch(question: Question): Batch {
    const key = rangeKey(question);
    const batch: Batch = {
      entries: new Map(),
      maxDataPoints: question.maxDataPoints,
      sent: false,
      response$: defer(() => timer(WINDOW_MS)).pipe(
        switchMap(() => {
          batch.sent = true;
          this.dropWaiting(key, batch);
          return this.send(batch, question);
        }),
        finalize(() => {
          this.dropWaiting(key, batch);
          this.dropAsked(batch);
        }),
        share({
          connector: () => new ReplaySubject(1),
          resetOnComplete: false,
          resetOnError: false,
          resetOnRefCountZero: true,
        })
      ),
    };
    this.waiting.set(key, batch);
    return batch;
  }

  private dropWaiting(key: string, batch: Batch): void {
    if (this.waiting.get(key) === batch) {
      this.waiting.delete(key);
    }
  }

  private dropAsked(batch: Batch): void {
    for (const [key, held] of this.asked) {
      if (held === batch) {
        this.asked.delete(key);
      }
    }
  }

  private send(batch: Batch, { from, to }: Question): Observable<ReadonlyMap<string, QueryAnswer>> {
    const queries = [...batch.entries.values()].filter((entry) => entry.listeners > 0).map((entry) => entry.query);
    const requests = slices(queries, MAX_QUERIES).map((some) =>
      this.post({ from, to, maxDataPoints: batch.maxDataPoints, queries: some })
    );
    return forkJoin(requests).pipe(
      map((responses) => new Map(responses.flatMap(({ answers }) => answers).map((answer) => [answer.refId, answer])))
    );
  }
}
