import { RowsRefused, type RefusedRow } from './errors';
import { renderFitting, type FittingRows } from './rowText';
import type { RowOf, TableName } from './schema';

/** A piece of one `write`, small enough in partitions to go into one insert. Waits for its insert as a whole. */
export interface Entry {
  text: Buffer;
  rows: number;
  partitions: ReadonlySet<number>;
  /** For each line of `text` its position in the rows of the write. */
  indexes: readonly number[];
  refused: RefusedRow[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

export interface PreparedWrite {
  entries: Entry[];
  rows: number;
  bytes: number;
  /** Settles when all rows are durable or refused. */
  done: Promise<void>;
}

/** Lines that go into one insert. */
interface Piece {
  text: string;
  indexes: readonly number[];
  partitions: ReadonlySet<number>;
}

/** Pieces of few enough partitions each; nearly always one. */
function piecesOf({ text, indexes, partitions }: FittingRows, maxPartitions: number): Piece[] {
  const all = new Set(partitions);
  if (all.size <= maxPartitions) {
    return indexes.length === 0 ? [] : [{ text, indexes, partitions: all }];
  }
  const ordered = [...all].sort((a, b) => a - b);
  const pieceOf = new Map(ordered.map((partition, rank) => [partition, Math.floor(rank / maxPartitions)]));
  // A line's own line ends are escaped.
  const lines = text.split('\n');
  const made: Array<{ lines: string[]; indexes: number[]; partitions: Set<number> }> = [];
  partitions.forEach((partition, line) => {
    const piece = (made[pieceOf.get(partition) ?? 0] ??= { lines: [], indexes: [], partitions: new Set() });
    piece.lines.push(`${lines[line] ?? ''}\n`);
    piece.indexes.push(indexes[line] ?? 0);
    piece.partitions.add(partition);
  });
  return made.map((piece) => ({ ...piece, text: piece.lines.join('') }));
}

function entryOf({ text, indexes, partitions }: Piece): { entry: Entry; done: Promise<void> } {
  let resolve = (): void => undefined;
  let reject = (_error: unknown): void => undefined;
  const done = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  const rows = indexes.length;
  return { entry: { text: Buffer.from(text), rows, partitions, indexes, refused: [], resolve, reject }, done };
}

async function settle(
  parts: ReadonlyArray<{ entry: Entry; done: Promise<void> }>,
  refused: readonly RefusedRow[]
): Promise<void> {
  const outcomes = await Promise.allSettled(parts.map((part) => part.done));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
  const all = [...refused, ...parts.flatMap((part) => part.entry.refused)].sort((a, b) => a.index - b.index);
  if (all.length > 0) {
    throw new RowsRefused(all);
  }
}

/** Renders the rows of one write. Rows that do not fit are set aside with their reason; the others become entries. */
export function prepareWrite<T extends TableName>(
  table: T,
  rows: ReadonlyArray<RowOf<T>>,
  maxPartitions: number
): PreparedWrite {
  const fitting = renderFitting(table, rows);
  const parts = piecesOf(fitting, maxPartitions).map(entryOf);
  const entries = parts.map((part) => part.entry);
  const bytes = entries.reduce((sum, entry) => sum + entry.text.length, 0);
  return { entries, rows: fitting.indexes.length, bytes, done: settle(parts, fitting.unfit) };
}
