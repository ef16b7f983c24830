import { type AuditCheck, type FeedEvent, type Notice } from '@eljefe/contract';

import { type AccessRecord } from '../api/context';
import { type Sql } from '../queries/where';
import { StoreBusy } from '../store';
import { auditEvents } from './auditEvents';
import { linked, type ChainRow, type Head } from './chain';
import { checkAudit } from './checkAudit';
import { Collapser } from './Collapser';
import { entryOf } from './entryOf';
import { newChain, type HeadNote, type Noted } from './headFile';

export interface AuditDeps {
  read<T>(sql: Sql): Promise<T[]>;
  writer: { write(table: 'audit', rows: readonly ChainRow[]): Promise<void> };
  head: HeadNote;
  /** Do old entries go away (`store.retentionDays.audit`)? */
  expires: boolean;
  /** Puts what stands out into the feed. */
  tell(events: readonly FeedEvent[]): Promise<void>;
  now(): number;
}

/** Rows of one writing. */
const BATCH = 2_000;

/**
 * B2, S4: who did what, and what came of it, as a chain in which an edit or a removal shows. Noting a call costs the
 * caller nothing: entries are collapsed in memory, written behind, and wait, bounded, while the store is away.
 */
export class AuditTrail {
  private readonly collapser = new Collapser();
  private noted: Noted;
  /** Rows with their place in the chain, on their way to the store. */
  private pending: ChainRow[] = [];
  /** May rows of `pending` be in the store although their writing failed? */
  private isUncertain = true;
  private flushing: Promise<void> | null = null;
  private lastCheck: AuditCheck | null = null;

  constructor(private readonly deps: AuditDeps) {
    this.noted = deps.head.read() ?? { chain: newChain(), seq: 0, hash: '' };
  }

  /** Notes an answered call. */
  note = (record: AccessRecord): void => {
    const entry = entryOf(record, this.deps.now());
    if (entry !== null) {
      this.collapser.take(entry);
    }
  };

  /** Writes what is ready; what cannot be written now waits for the next time. */
  flush(): Promise<void> {
    this.flushing ??= this.write(this.deps.now()).finally(() => {
      this.flushing = null;
    });
    return this.flushing;
  }

  /** Writes everything, also of the minute that is not over. */
  async close(): Promise<void> {
    await this.flushing?.catch(() => undefined);
    await this.write(Infinity);
  }

  /** Entries and rows not stored yet. */
  get waiting(): number {
    return this.collapser.waiting + this.pending.length;
  }

  /** Does the whole audit hold, as of the last look? Null before the first, and while there is no entry. */
  holds = (): boolean | null => this.lastCheck?.holds ?? null;

  /** Looks through the whole audit. */
  async check(): Promise<AuditCheck> {
    const { read, now, expires } = this.deps;
    this.lastCheck = await checkAudit(read, { noted: this.noted, now: now(), expires });
    return this.lastCheck;
  }

  notices(): Notice[] {
    const broken = this.lastCheck?.chains.find(({ faults }) => faults.length > 0);
    const [fault] = broken?.faults ?? [];
    return broken === undefined || fault === undefined
      ? []
      : [
          {
            severity: 'error',
            text: `The audit does not hold: entry ${fault.seq} of chain ${broken.chain} is ${fault.fault}`,
            hint: 'Somebody changed the store besides this service, or it was restored from a backup; see GET /api/v1/audit/check',
          },
        ];
  }

  private async write(until: number): Promise<void> {
    await this.settle();
    for (;;) {
      if (this.pending.length === 0) {
        const entries = this.collapser.due(until, BATCH);
        if (entries.length === 0) {
          return;
        }
        this.pending = linked(this.noted.chain, this.noted, entries);
      }
      await this.store(this.pending);
    }
  }

  private async store(rows: readonly ChainRow[]): Promise<void> {
    try {
      await this.deps.writer.write('audit', rows);
    } catch (error) {
      // A busy buffer took nothing; after any other failure the rows may be there all the same.
      this.isUncertain = !(error instanceof StoreBusy);
      throw error;
    }
    await this.stored(rows);
  }

  private async stored(rows: readonly ChainRow[]): Promise<void> {
    this.pending = [];
    const last = rows.at(-1);
    if (last === undefined) {
      return;
    }
    this.advance(last);
    const events = auditEvents(rows);
    if (events.length > 0) {
      await this.deps.tell(events);
    }
  }

  private advance({ seq, hash }: Head): void {
    this.noted = { chain: this.noted.chain, seq, hash };
    this.deps.head.write(this.noted);
  }

  /** After a start or a failed writing: how far did the chain really come? */
  private async settle(): Promise<void> {
    if (!this.isUncertain) {
      return;
    }
    const { chain, seq } = this.noted;
    const found = await this.deps.read<Head>({
      text: 'SELECT seq, hash FROM audit WHERE chain = {chain:String} AND seq > {seq:UInt64} ORDER BY seq',
      params: { chain, seq },
    });
    const there = new Map(found.map((row) => [Number(row.seq), row.hash]));
    if (this.pending.length === 0) {
      // Stored by a process that died before it noted it.
      const last = found.at(-1);
      if (last !== undefined) {
        this.advance({ seq: Number(last.seq), hash: last.hash });
      }
    } else {
      const rows = this.pending;
      const missing = rows.filter((row) => there.get(row.seq) !== row.hash);
      if (missing.length > 0) {
        await this.deps.writer.write('audit', missing);
      }
      await this.stored(rows);
    }
    this.isUncertain = false;
  }
}
