import { type DerivedRows } from '../ingest/derivedRows';
import { type RowReader, type RowWriter } from '../ingest/ports';
import { type Recorder } from '../ingest/recorder';

const KEY = 'derived_rows_received';
/** A checkpoint is a row of its own, so it is not written for every flush … */
const EVERY_MS = 5_000;
/** … but also not so late that the facts behind it take long to fold again. */
const EVERY_FACTS = 20_000;

/** Facts received before it are in the derived rows. @returns epoch ms; 0 when nothing was ever written */
export const readCheckpoint = async (store: RowReader): Promise<number> => {
  const [row] = await store.query<{ value: string }>('SELECT value FROM meta FINAL WHERE key = {key:String}', {
    params: { key: KEY },
  });
  return Number(row?.value ?? 0);
};

export interface CheckpointDeps {
  recorder: Pick<Recorder, 'stored' | 'oldestInFlight'>;
  derived: Pick<DerivedRows, 'flush'>;
  writer: RowWriter;
  now(): number;
}

/** Writes derived rows behind the facts, and now and then how far they are. */
export class Checkpoint {
  /** The first flush writes what was folded again at the start, and says so: a service killed again and again starts no slower. */
  private writtenAt = -Infinity;
  private writtenFacts = -1;

  constructor(private readonly deps: CheckpointDeps) {}

  /** @throws when rows could not be written; they are by a later call */
  async flush(): Promise<void> {
    const { recorder, derived, now } = this.deps;
    const facts = recorder.stored;
    // Taken before the flush: what is folded by now is dirty by now, or written.
    const safe = Math.min(now(), recorder.oldestInFlight() ?? Infinity);
    await derived.flush();
    const isDue = now() - this.writtenAt >= EVERY_MS || facts - this.writtenFacts >= EVERY_FACTS;
    if (isDue && facts > this.writtenFacts) {
      await this.save(safe, facts);
    }
  }

  /** The last flush, with its checkpoint: the next start has nothing to fold again. */
  async close(): Promise<void> {
    const { recorder, derived, now } = this.deps;
    await derived.flush();
    await this.save(now(), recorder.stored);
  }

  private async save(safe: number, facts: number): Promise<void> {
    const { writer, now } = this.deps;
    await writer.write('meta', [{ key: KEY, value: String(safe), version: now(), is_deleted: 0 }]);
    this.writtenAt = now();
    this.writtenFacts = facts;
  }
}
