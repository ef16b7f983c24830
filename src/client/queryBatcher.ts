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
} from 'rxjs';

import { unreadable } from '../core/problem/explainFailure';
import { onceCalm } from './onceCalm';
import { RequestFailure } from './transport';

const MAX_QUERIES = 200;

export interface Question {
  /** Epoch ms. */
  from: number;
  to: number;
  maxDataPoints: number;
  query: Query;
}

interface Entry {
  question: Question;
  refId: string;
  listeners: number;
}

interface Batch {
  entries: Map<string, Entry>;
  sent: boolean;
  response$: Observable<ReadonlyMap<string, QueryAnswer>>;
}

/** A line without a step of its own is the only question whose answer depends on how wide it is drawn. */
const widthOf = ({ query, maxDataPoints }: Question): number | undefined =>
  query.kind === 'series' && query.shape !== 'total' && typeof query.stepSeconds !== 'number'
    ? maxDataPoints
    : undefined;

/** Equal questions have equal texts; the asker's refId is no part of the question. */
const signature = (question: Question): string =>
  JSON.stringify([question.from, question.to, widthOf(question), { ...question.query, refId: '' }]);

const slices = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** The range most questions have is the request's; the others, and those of a certain width, bring their own. */
const requestOf = (entries: readonly Entry[]): QueryRequest => {
  const { from, to } = commonRange(entries);
  const queries = entries.map(({ question, refId }): Query => {
    const width = widthOf(question);
    return {
      ...question.query,
      refId,
      ...(question.from === from ? {} : { from: question.from }),
      ...(question.to === to ? {} : { to: question.to }),
      ...(width === undefined ? {} : { maxDataPoints: width }),
    };
  });
  return { from, to, queries };
};

const commonRange = (entries: readonly Entry[]): { from: number; to: number } => {
  const counts = new Map<string, { from: number; to: number; count: number }>();
  for (const { question } of entries) {
    const { from, to } = question;
    const key = `${from}-${to}`;
    counts.set(key, { from, to, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].reduce((most, one) => (one.count > most.count ? one : most));
};

/**
 * Collects the questions of all panels of a refresh into one request, whatever their ranges and widths, and hands each
 * its answer. Equal questions are asked once. The request is aborted only when every asker has left.
 */
export class QueryBatcher {
  private waiting: Batch | null = null;
  private readonly asked = new Map<string, Batch>();
  private count = 0;

  /**
   * @param post sends one request
   * @param gathered speaks when a batch is to be sent; told how many questions there are
   */
  constructor(
    private readonly post: (request: QueryRequest) => Observable<QueryResponse>,
    private readonly gathered: (count: () => number) => Observable<unknown> = onceCalm
  ) {}

  ask(question: Question): Observable<QueryAnswer> {
    return new RxObservable<QueryAnswer>((out) => {
      const key = signature(question);
      const batch = this.asked.get(key) ?? this.waiting ?? this.openBatch();
      this.asked.set(key, batch);
      const entry = this.enter(batch, key, question);
      const subscription = batch.response$.subscribe({
        next: (answers) => {
          const answer = answers.get(entry.refId);
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

  private enter(batch: Batch, key: string, question: Question): Entry {
    const held = batch.entries.get(key);
    if (held) {
      held.listeners += 1;
      return held;
    }
    this.count += 1;
    const entry = { question, refId: `q${this.count}`, listeners: 1 };
    batch.entries.set(key, entry);
    return entry;
  }

  private openBatch(): Batch {
    const batch: Batch = {
      entries: new Map(),
      sent: false,
      response$: defer(() => this.gathered(() => batch.entries.size)).pipe(
        switchMap(() => {
          batch.sent = true;
          this.dropWaiting(batch);
          return this.send(batch);
        }),
        finalize(() => {
          this.dropWaiting(batch);
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
    this.waiting = batch;
    return batch;
  }

  private dropWaiting(batch: Batch): void {
    if (this.waiting === batch) {
      this.waiting = null;
    }
  }

  private dropAsked(batch: Batch): void {
    for (const [key, held] of this.asked) {
      if (held === batch) {
        this.asked.delete(key);
      }
    }
  }

  private send(batch: Batch): Observable<ReadonlyMap<string, QueryAnswer>> {
    const wanted = [...batch.entries.values()].filter((entry) => entry.listeners > 0);
    return forkJoin(slices(wanted, MAX_QUERIES).map((some) => this.post(requestOf(some)))).pipe(
      map((responses) => new Map(responses.flatMap(({ answers }) => answers).map((answer) => [answer.refId, answer])))
    );
  }
}
