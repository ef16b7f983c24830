import { type News } from '../../ingest/news';
import { type KnownIds } from '../../ingest/knownIds';
import { type RowReader } from '../../ingest/ports';

import { type ClaudePoint } from './claudeMetrics';
import { deriveClaude } from './deriveClaude';
import { deriveTrace } from './deriveTrace';
import { type Derived, type DerivedJob, type DerivedSession } from './derived';
import { type SpanNode } from './node';
import { type ReadOptions } from './readSpan';
import { RESTORE_COLUMNS, restoreNode, type StoredSpan } from './restore';

/** What belongs together: a trace, or a Claude session over all its traces. */
interface Group {
  key: string;
  nodes: Map<string, SpanNode>;
  points: Map<string, ClaudePoint>;
  /** What was told last of each job and session, to tell only what is new. */
  told: Map<string, DerivedJob | DerivedSession>;
  stamp: number;
  touched: number;
  pending: boolean;
  settled: boolean;
}

export interface EvidenceDeps {
  store: RowReader;
  /** Groups that have rows in the store. */
  known: KnownIds;
  now(): number;
  options: () => ReadOptions;
  /** Running jobs of an orchestrator during a time. */
  candidates: (orchestrator: string, start: number, end: number) => readonly string[];
  /** Told of each span that is read back. */
  onRestored?: (node: SpanNode) => void;
  /** Spans held in memory at most, all groups together. */
  maxNodes?: number;
}

const DEFAULT_MAX_NODES = 100_000;
/** A trace that has been silent for so long will not bring the missing parent. */
const SETTLE_MS = 30_000;
/** A trace that has been silent for so long leaves memory; should more of it come, it is read back. */
const FORGET_MS = 5 * 60_000;
const SETTLED_MS = 60 * 60_000;
const DAY_MS = 86_400_000;
const IDS_PER_QUERY = 200;
/** A group larger than this is no longer read anew at each batch: its cost would grow with its square. */
const MAX_GROUP = 50_000;

const TRACE = 't:';
const CLAUDE = 'c:';

/** The group a node is evidence in. */
export const groupOf = (node: SpanNode): string =>
  node.claude !== null && node.session !== null ? CLAUDE + node.session : TRACE + node.trace;

export const claudeGroup = (session: string): string => CLAUDE + session;

/**
 * Evidence of jobs: the spans and events of recent traces. Jobs are derived from the whole set of a trace each time it grows,
 * never by adding up, so order, repetition and restarts cannot change them. Derived in memory rather than by SQL over `spans`:
 * a query per batch would cost the engine more than storing the batch. What left memory is read back when more of it comes.
 */
export class Evidence {
  private readonly groups = new Map<string, Group>();
  private nodes = 0;

  constructor(private readonly deps: EvidenceDeps) {}

  /** Reads groups back that have rows in the store and are not in memory. */
  async ensure(keys: Iterable<string>, around: { from: number; to: number }): Promise<void> {
    const missing = [...new Set(keys)].filter((key) => !this.groups.has(key) && this.deps.known.maybeHas(key));
    for (const [prefix, column, days] of [
      [TRACE, 'trace_id', 1],
      [CLAUDE, 'session_id', 7],
    ] as const) {
      const ids = missing.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
      for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
        const time = { from: around.from - days * DAY_MS, to: around.to + days * DAY_MS };
        await this.load(column, ids.slice(start, start + IDS_PER_QUERY), time);
      }
    }
  }

  /** Reads back what was received lately: after a restart, spans may still wait for a parent. */
  async restore(sinceMs: number): Promise<void> {
    const rows = await this.deps.store.query<StoredSpan>(
      `SELECT ${RESTORE_COLUMNS} FROM spans FINAL WHERE received >= {since:DateTime64(3)} AND time >= {since:DateTime64(3)} LIMIT {limit:UInt32}`,
      { params: { since: new Date(sinceMs), limit: Math.floor((this.deps.maxNodes ?? DEFAULT_MAX_NODES) / 2) } }
    );
    this.take(rows);
    this.groups.forEach((group) => (group.pending = this.read(group).pending));
  }

  add(node: SpanNode): string {
    const key = groupOf(node);
    const group = this.group(key);
    const before = group.nodes.get(node.id);
    this.nodes += before === undefined ? 1 : 0;
    // One call may come as a span and as a generation of the agent SDK, which knows no parent.
    if (before === undefined || node.parent !== '' || before.parent === '') {
      group.nodes.set(node.id, node);
    }
    return key;
  }

  addPoint(session: string, key: string, point: ClaudePoint): string {
    const group = this.group(claudeGroup(session));
    group.points.set(key, point);
    return group.key;
  }

  /** What the groups tell now that was not told before, and which span belongs to which job. */
  derive(keys: Iterable<string>): { news: News[]; owners: Map<string, string>; retract: () => void } {
    const news: News[] = [];
    const owners = new Map<string, string>();
    const told: Array<[Group, string]> = [];
    for (const key of new Set(keys)) {
      const group = this.groups.get(key);
      if (group === undefined || group.nodes.size > MAX_GROUP) {
        continue;
      }
      this.deps.known.add(key);
      const derived = this.read(group);
      group.pending = derived.pending;
      derived.owners.forEach((job, span) => owners.set(span, job));
      news.push(...this.newsOf(group, derived, told));
    }
    return { news, owners, retract: () => told.forEach(([group, subject]) => group.told.delete(subject)) };
  }

  /** Groups whose missing parents will not come any more: their spans are taken for roots. */
  settle(): string[] {
    const until = this.deps.now() - SETTLE_MS;
    const due = [...this.groups.values()].filter((group) => group.pending && !group.settled && group.touched < until);
    due.forEach((group) => (group.settled = true));
    return due.map(({ key }) => key);
  }

  /** What was to be told of them could not be stored: they are settled again later. */
  unsettle(keys: readonly string[]): void {
    for (const group of keys.flatMap((key) => this.groups.get(key) ?? [])) {
      group.settled = false;
      group.pending = true;
    }
  }

  /** Do some of its spans wait for a parent that has not come yet? */
  isPending(key: string): boolean {
    return this.groups.get(key)?.pending ?? false;
  }

  /** Forgets the groups that were silent for long, and beyond the bound those that were silent longest. */
  evict(): void {
    const max = this.deps.maxNodes ?? DEFAULT_MAX_NODES;
    const until = this.deps.now() - FORGET_MS;
    for (const [key, group] of this.groups) {
      if (this.nodes <= max && group.touched >= until) {
        return;
      }
      // Its missing parent may come yet, and then what was told without it must be taken back.
      if (this.nodes <= max && group.settled && group.touched >= until - SETTLED_MS) {
        continue;
      }
      this.groups.delete(key);
      this.nodes -= group.nodes.size;
    }
  }

  size(): { groups: number; nodes: number } {
    return { groups: this.groups.size, nodes: this.nodes };
  }

  private read(group: Group): Derived {
    if (group.key.startsWith(TRACE)) {
      return deriveTrace(group.nodes, group.settled);
    }
    const { nodes, points } = group;
    return deriveClaude({ session: group.key.slice(CLAUDE.length), nodes, points, candidates: this.deps.candidates });
  }

  private group(key: string): Group {
    const known = this.groups.get(key);
    const group = known ?? {
      key,
      nodes: new Map<string, SpanNode>(),
      points: new Map<string, ClaudePoint>(),
      told: new Map<string, DerivedJob | DerivedSession>(),
      stamp: 0,
      touched: 0,
      pending: false,
      settled: false,
    };
    group.touched = this.deps.now();
    // Put last: the map stays in order of last change, and forgetting is a walk from the front.
    this.groups.delete(key);
    this.groups.set(key, group);
    return group;
  }

  private newsOf(group: Group, derived: Derived, told: Array<[Group, string]>): News[] {
    const stamp = Math.max(this.deps.now(), group.stamp + 1);
    const isNew = (subject: string, value: DerivedJob | DerivedSession): boolean => {
      const before = group.told.get(subject);
      // Most traces are told once: only what comes again is compared.
      if (before !== undefined && JSON.stringify(before) === JSON.stringify(value)) {
        return false;
      }
      group.told.set(subject, value);
      told.push([group, subject]);
      return true;
    };
    const sessions = derived.sessions.filter((session) => isNew(`s ${session.source} ${session.id}`, session));
    const jobs = derived.jobs.filter((job) => isNew(`j ${job.source} ${job.id}`, job));
    const gone = this.goneJobs(group, derived);
    group.stamp = sessions.length + jobs.length + gone.length > 0 ? stamp : group.stamp;
    return [
      ...sessions.map((session) => sessionNews(session, stamp)),
      ...[...gone, ...jobs].map((job) => jobNews(job, stamp)),
    ];
  }

  /** Jobs that were told of a root whose true parent came after all: their calls now belong to another job. */
  private goneJobs(group: Group, derived: Derived): DerivedJob[] {
    if (group.stamp === 0) {
      return [];
    }
    const still = new Set(derived.jobs.map((job) => `j ${job.source} ${job.id}`));
    const gone: DerivedJob[] = [];
    for (const [subject, job] of group.told) {
      if (isJob(job) && !still.has(subject)) {
        group.told.delete(subject);
        gone.push({ ...job, status: 'cancelled', fields: withoutCalls(job.fields), labels: { superseded: 'true' } });
      }
    }
    return gone;
  }

  private async load(
    column: 'trace_id' | 'session_id',
    ids: readonly string[],
    time: { from: number; to: number }
  ): Promise<void> {
    const rows = await this.deps.store.query<StoredSpan>(
      `SELECT ${RESTORE_COLUMNS} FROM spans FINAL
       WHERE ${column} IN {ids:Array(String)} AND time BETWEEN {from:DateTime64(3)} AND {to:DateTime64(3)}`,
      { params: { ids: [...ids], from: new Date(time.from), to: new Date(time.to) } }
    );
    this.take(rows);
  }

  private take(rows: readonly StoredSpan[]): void {
    const options = this.deps.options();
    for (const row of rows) {
      const node = restoreNode(row, options);
      if (node !== null) {
        const group = this.groups.get(groupOf(node));
        this.deps.onRestored?.(node);
        if (group?.nodes.has(node.id) !== true) {
          this.add(node);
        }
      }
    }
  }
}

const isJob = (told: DerivedJob | DerivedSession): told is DerivedJob => 'labels' in told;

const CALL_FIELDS = [
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'token_cost',
] as const;

/** What was told of its calls is taken back: they are told of their true job. */
const withoutCalls = (fields: DerivedJob['fields']): DerivedJob['fields'] =>
  Object.fromEntries(CALL_FIELDS.filter((field) => fields[field] !== undefined).map((field) => [field, 0]));

const jobNews = ({ source, id, status, fields, labels }: DerivedJob, stamp: number): News => ({
  kind: 'job',
  source,
  subject: id,
  news: { stamp, fields, status: status === '' ? null : status, labels },
  observed: false,
});

const sessionNews = ({ source, id, status, fields }: DerivedSession, stamp: number): News => ({
  kind: 'session',
  source,
  subject: id,
  news: { stamp, status, fields, phase: null, humanAction: false },
});
