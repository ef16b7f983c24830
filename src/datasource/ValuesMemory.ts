import { type MetricFindValue } from '@grafana/data';
import { type Observable, of, tap } from 'rxjs';

import { type EpochRange } from '../core/query/alignRange';
import { type ElJefeQuery } from '../core/query/query.types';

interface Known {
  values: MetricFindValue[];
  at: number;
  to: number;
}

type Way = (query: ElJefeQuery) => Observable<MetricFindValue[]>;

/** Two ways to the service: one whose answer somebody waits for, one that goes with the panels' questions. */
interface Ways {
  first: Way;
  again: Way;
}

/** Longer than the longest pause between refreshes that a dashboard commonly has. */
const MAX_AGE_MS = 600_000;
const MAX_QUERIES = 100;

/** Variables of the dashboards, each of which waits for the one before: whoever asks for one will ask for the others. */
const TOGETHER = ['source', 'agent_type', 'workflow'];

const keyOf = ({ dimension, filters, search, limit }: ElJefeQuery, { from, to }: EpochRange): string =>
  JSON.stringify([dimension, filters ?? [], search ?? '', limit ?? null, Math.round((to - from) / 1_000)]);

/** What will be asked next, while nothing is chosen. */
const following = (query: ElJefeQuery): ElJefeQuery[] =>
  TOGETHER.includes(query.dimension ?? '') && (query.filters ?? []).length === 0 && !query.search
    ? TOGETHER.filter((dimension) => dimension !== query.dimension).map((dimension) => ({ ...query, dimension }))
    : [];

/**
 * Values of variables as they were last answered. Panels wait for their variables, and variables for each other: asked
 * one after the other they would cost a refresh three requests. So known values are given at once, and asked again with
 * the questions of the panels, for the next refresh. The first time, those that will follow are asked along.
 */
export class ValuesMemory {
  private readonly known = new Map<string, Known>();

  constructor(private readonly now: () => number) {}

  values(query: ElJefeQuery, range: EpochRange, ways: Ways): Observable<MetricFindValue[]> {
    const held = this.fresh(query, range);
    if (held) {
      this.ask(query, range, ways.again);
      return of(held.values);
    }
    following(query)
      .filter((next) => !this.fresh(next, range))
      .forEach((next) => this.ask(next, range, ways.first));
    return ways.first(query).pipe(tap((values) => this.keep(query, range, values)));
  }

  /** Nobody waits for it: a failure leaves what is known, until that is too old and the next asker is told. */
  private ask(query: ElJefeQuery, range: EpochRange, way: Way): void {
    way(query).subscribe({ next: (values) => this.keep(query, range, values), error: () => undefined });
  }

  private fresh(query: ElJefeQuery, range: EpochRange): Known | null {
    const held = this.known.get(keyOf(query, range));
    const isFresh = held && this.now() - held.at <= MAX_AGE_MS && Math.abs(range.to - held.to) <= MAX_AGE_MS;
    return isFresh ? held : null;
  }

  private keep(query: ElJefeQuery, range: EpochRange, values: MetricFindValue[]): void {
    const key = keyOf(query, range);
    this.known.delete(key);
    this.known.set(key, { values, at: this.now(), to: range.to });
    const oldest = this.known.keys().next();
    if (this.known.size > MAX_QUERIES && !oldest.done) {
      this.known.delete(oldest.value);
    }
  }
}
