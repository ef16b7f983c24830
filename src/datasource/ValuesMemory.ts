import { type MetricFindValue } from '@grafana/data';
import { type Observable, of, tap } from 'rxjs';

import { type EpochRange } from '../core/query/alignRange';
import { type ElJefeQuery } from '../core/query/query.types';

interface Known {
  values: MetricFindValue[];
  at: number;
  to: number;
}

/** Two ways to the service: one whose answer somebody waits for, one that goes with the panels' questions. */
interface Ways {
  first: () => Observable<MetricFindValue[]>;
  again: () => Observable<MetricFindValue[]>;
}

/** Longer than the longest pause between refreshes that a dashboard commonly has. */
const MAX_AGE_MS = 600_000;
const MAX_QUERIES = 100;

const keyOf = (query: ElJefeQuery, { from, to }: EpochRange): string =>
  JSON.stringify([{ ...query, refId: '' }, Math.round((to - from) / 1_000)]);

/**
 * Values of variables as they were last answered. Panels wait for their variables, and variables for each other: asked
 * one after the other they would cost a refresh three requests. So known values are given at once, and asked again with
 * the questions of the panels, for the next refresh.
 */
export class ValuesMemory {
  private readonly known = new Map<string, Known>();

  constructor(private readonly now: () => number) {}

  values(query: ElJefeQuery, range: EpochRange, ways: Ways): Observable<MetricFindValue[]> {
    const key = keyOf(query, range);
    const keep = (values: MetricFindValue[]): void => this.keep(key, { values, at: this.now(), to: range.to });
    const held = this.known.get(key);
    if (!held || !this.isFresh(held, range)) {
      return ways.first().pipe(tap(keep));
    }
    // Nobody waits for it: a failure leaves what is known, until that is too old and the next asker is told.
    ways.again().subscribe({ next: keep, error: () => undefined });
    return of(held.values);
  }

  private isFresh({ at, to }: Known, range: EpochRange): boolean {
    return this.now() - at <= MAX_AGE_MS && Math.abs(range.to - to) <= MAX_AGE_MS;
  }

  private keep(key: string, known: Known): void {
    this.known.delete(key);
    this.known.set(key, known);
    const oldest = this.known.keys().next();
    if (this.known.size > MAX_QUERIES && !oldest.done) {
      this.known.delete(oldest.value);
    }
  }
}
