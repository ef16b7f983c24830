import { type DerivedRows } from '../ingest/derivedRows';
import { type RowReader, type RowWriter } from '../ingest/ports';
import { type Recorder } from '../ingest/recorder';

/** One row for each process: what one has written says nothing of the facts of another. The bare key is of a former version. */
const KEY = 'derived_rows_received';
/** A checkpoint is a row of its own, so it is not written for every flush … */
const EVERY_MS = 5_000;
/** … but also not so late that the facts behind it take long to fold again … */
const EVERY_FACTS = 20_000;
/** … and now and then without any news, to say that its process lives. */
const ALIVE_EVERY_MS = 30_000;
/** A process that has not said so for as long is gone. */
const GONE_MS = 2 * 60_000;

/** Before the value of a process that wrote all its rows before it ended. */
const ENDED = 'ended ';

const keyOf = (process: string): string => `${KEY}:${process}`;

export interface ReadCheckpoint {
  /** Facts of all processes received before it are in the derived rows, epoch ms; 0 when nothing was ever written. */
  from: number;
  /** Keys of processes that are gone. Who has folded again from `from` on, and written the rows, may drop them. */
  gone: string[];
}

/** @param alone nobody else can use this store now, so that every process that left a checkpoint is gone */
export const readCheckpoint = async (
  store: RowReader,
  { now, alone }: { now: number; alone: boolean }
): Promise<ReadCheckpoint> => {
  const rows = await store.query<{ key: string; value: string; version: number }>(
    `SELECT key, value, version FROM meta FINAL WHERE is_deleted = 0 AND (key = {key:String} OR startsWith(key, {prefix:String}))`,
    { params: { key: KEY, prefix: keyOf('') } }
  );
  const open = rows.filter(({ value }) => !value.startsWith(ENDED)).map(({ value }) => Number(value));
  const ended = rows
    .filter(({ value }) => value.startsWith(ENDED))
    .map(({ value }) => Number(value.slice(ENDED.length)));
  return {
    // Who ended in good order left nothing behind: it holds nobody back.
    from: open.length > 0 ? Math.min(...open) : Math.max(0, ...ended),
    gone: rows.filter(({ version }) => alone || Number(version) < now - GONE_MS).map(({ key }) => key),
  };
};

export interface CheckpointDeps {
  recorder: Pick<Recorder, 'stored' | 'oldestInFlight'>;
  derived: Pick<DerivedRows, 'flush'>;
  writer: RowWriter;
  /** Name of this process: the same when it starts again, and unlike that of any other that uses the store. */
  process: string;
  /** Checkpoints of processes that are gone, up to which this one has folded again. */
  gone: readonly string[];
  now(): number;
}

/** Writes derived rows behind the facts, and now and then how far they are. */
export class Checkpoint {
  /** The first flush writes what was folded again at the start, and says so: a service killed again and again starts no slower. */
  private writtenAt = -Infinity;
  private writtenFacts = -1;
  private gone: readonly string[];

  constructor(private readonly deps: CheckpointDeps) {
    this.gone = deps.gone;
  }

  /** @throws when rows could not be written; they are by a later call */
  async flush(): Promise<void> {
    const { recorder, derived, now } = this.deps;
    const facts = recorder.stored;
    // Taken before the flush: what is folded by now is dirty by now, or written.
    const safe = Math.min(now(), recorder.oldestInFlight() ?? Infinity);
    await derived.flush();
    const since = now() - this.writtenAt;
    const isDue = since >= EVERY_MS || facts - this.writtenFacts >= EVERY_FACTS;
    if ((isDue && facts > this.writtenFacts) || since >= ALIVE_EVERY_MS) {
      await this.save(safe, facts);
    }
  }

  /** The last flush, with its checkpoint: the next start has nothing to fold again. */
  async close(): Promise<void> {
    const { recorder, derived, now } = this.deps;
    await derived.flush();
    await this.save(now(), recorder.stored, ENDED);
  }

  private async save(safe: number, facts: number, how = ''): Promise<void> {
    const { writer, process, now } = this.deps;
    const own = keyOf(process);
    const row = (key: string, is_deleted: number) => ({ key, value: `${how}${safe}`, version: now(), is_deleted });
    const gone = this.gone.filter((key) => key !== own);
    await writer.write('meta', [row(own, 0), ...gone.map((key) => row(key, 1))]);
    // Told once: should one of them live after all, its next checkpoint is there again.
    this.gone = [];
    this.writtenAt = now();
    this.writtenFacts = facts;
  }
}
