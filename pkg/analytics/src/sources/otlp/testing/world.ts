import { type Job, type Session } from '@eljefe/contract';

import { emptyJobFold, foldJob, type JobFold } from '../../../domain/jobFold';
import { viewJob } from '../../../domain/jobView';
import { emptySessionFold, foldSession, type SessionFold } from '../../../domain/sessionFold';
import { viewSession } from '../../../domain/sessionView';
import { KnownIds } from '../../../ingest/knownIds';
import { type News } from '../../../ingest/news';
import { type RowReader, type RowWriter } from '../../../ingest/ports';
import { createPricer } from '../../../pricing';
import { createRedaction, DEFAULT_REDACTION } from '../../../redaction';
import { type RowOf, type TableName } from '../../../store/schema';
import { CallIndex } from '../CallIndex';
import { scalesOf, type ScaleConfig } from '../evaluation';
import { Evidence } from '../Evidence';
import { Receiver } from '../Receiver';
import { type StoredSpan } from '../restore';
import { type SamplingRule } from '../sampling';
import { SourceCounters } from '../SourceCounters';

type Rows = { [T in TableName]?: Array<RowOf<T>> };

/** Statuses of spans as they are stored, read back as the store gives them. */
const stored = (row: RowOf<'spans'>): StoredSpan => ({
  start: row.start_ns.toString(),
  duration: String(row.duration_ns),
  trace_id: row.trace_id,
  span_id: row.span_id,
  parent_span_id: row.parent_span_id,
  name: row.name,
  kind: row.kind,
  status: row.status,
  status_message: row.status_message,
  attributes: row.attributes,
  links: row.links,
});

/**
 * The receiver over a store in memory and the real folds: what a test sends is seen as jobs and sessions. `restart` forgets
 * all memory, as a crash does, and keeps what was stored.
 */
export class World {
  readonly rows: Rows = {};
  readonly counters = new SourceCounters();
  readonly known = new KnownIds(10_000);
  time = Date.UTC(2026, 5, 1, 12);
  fail: Error | null = null;
  scales: ScaleConfig[] = [];
  sampling: SamplingRule[] = [];
  /** Jobs of an orchestrator that run all the time. */
  candidates: string[] = [];
  receiver: Receiver;
  evidence: Evidence;
  private readonly folds = new Map<string, JobFold>();
  private readonly sessionFolds = new Map<string, SessionFold>();
  private readonly redaction = createRedaction(DEFAULT_REDACTION);
  readonly writer: RowWriter = {
    write: async <T extends TableName>(table: T, rows: ReadonlyArray<RowOf<T>>) => {
      if (this.fail !== null) {
        throw this.fail;
      }
      const held: Array<RowOf<T>> = (this.rows[table] as Array<RowOf<T>> | undefined) ?? [];
      Object.assign(this.rows, { [table]: [...held, ...rows] });
    },
  };
  private readonly reader: RowReader = {
    query: async <T>(_sql: string, { params }: { params: Record<string, unknown> }) => {
      const ids: unknown = params['ids'];
      const found = (this.rows.spans ?? []).filter(
        (row) => !Array.isArray(ids) || ids.includes(row.trace_id) || ids.includes(row.session_id)
      );
      return found.map(stored) as T[];
    },
  };

  constructor() {
    const { evidence, receiver } = this.make();
    this.evidence = evidence;
    this.receiver = receiver;
  }

  restart(): Receiver {
    Object.assign(this, this.make());
    return this.receiver;
  }

  private make(): { evidence: Evidence; receiver: Receiver } {
    const options = () => ({
      redaction: this.redaction,
      overrides: [],
      scales: scalesOf(this.scales),
      received: this.time,
    });
    const calls = new CallIndex();
    const evidence = new Evidence({
      store: this.reader,
      known: this.known,
      now: () => (this.time += 1),
      options,
      candidates: () => this.candidates,
      onRestored: (node) => calls.add(node),
    });
    const receiver = new Receiver({
      evidence,
      writer: this.writer,
      record: (news) => this.record(news),
      counters: this.counters,
      calls,
      options,
      sampling: this.sampling,
    });
    return { evidence, receiver };
  }

  jobs(): Job[] {
    return [...this.folds.values()]
      .map((fold) => viewJob(fold, createPricer()))
      .sort((a, b) => (a.job_id < b.job_id ? -1 : 1));
  }

  job(agent: string): Job | undefined {
    return this.jobs().find((job) => job.agent === agent);
  }

  sessions(): Session[] {
    return [...this.sessionFolds.values()]
      .map((fold) =>
        viewSession(
          fold,
          this.jobs().filter((job) => job.session_id === fold.id)
        )
      )
      .sort((a, b) => (a.session_id < b.session_id ? -1 : 1));
  }

  async record(news: readonly News[]): Promise<void> {
    if (this.fail !== null) {
      throw this.fail;
    }
    for (const item of news) {
      const key = `${item.source} ${item.subject}`;
      if (item.kind === 'job') {
        const fold = this.folds.get(key) ?? emptyJobFold(item.source, item.subject, 0);
        foldJob(fold, item.news);
        this.folds.set(key, fold);
      } else if (item.kind === 'session') {
        const fold = this.sessionFolds.get(key) ?? emptySessionFold(item.source, item.subject, 0);
        foldSession(fold, item.news);
        this.sessionFolds.set(key, fold);
      }
    }
  }
}
