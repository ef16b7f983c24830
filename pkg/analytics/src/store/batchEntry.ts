import { RowsRefused, type RefusedRow } from './errors';
import { renderLine, UnfitValue, type Line } from './rowText';
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

interface Rendered {
  lines: Array<Line & { index: number }>;
  refused: RefusedRow[];
}

function renderAll<T extends TableName>(table: T, rows: ReadonlyArray<RowOf<T>>): Rendered {
  const rendered: Rendered = { lines: [], refused: [] };
  rows.forEach((row, index) => {
    try {
      rendered.lines.push({ ...renderLine(table, row), index });
    } catch (error) {
      if (!(error instanceof UnfitValue)) {
        throw error;
      }
      rendered.refused.push({ index, reason: error.message });
    }
  });
  return rendered;
}

function chunked(lines: Rendered['lines'], maxPartitions: number): Array<Rendered['lines']> {
  const partitions = new Set(lines.map((line) => line.partition));
  if (partitions.size <= maxPartitions) {
    return lines.length === 0 ? [] : [lines];
  }
  const ordered = [...partitions].sort((a, b) => a - b);
  const chunkOf = new Map(ordered.map((partition, rank) => [partition, Math.floor(rank / maxPartitions)]));
  const chunks: Array<Rendered['lines']> = [];
  for (const line of lines) {
    (chunks[chunkOf.get(line.partition) ?? 0] ??= []).push(line);
  }
  return chunks;
}

function entryOf(lines: Rendered['lines']): { entry: Entry; done: Promise<void> } {
  let resolve = (): void => undefined;
  let reject = (_error: unknown): void => undefined;
  const done = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  const text = Buffer.from(lines.map((line) => line.text).join(''));
  const partitions = new Set(lines.map((line) => line.partition));
  const indexes = lines.map((line) => line.index);
  return { entry: { text, rows: lines.length, partitions, indexes, refused: [], resolve, reject }, done };
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
  const { lines, refused } = renderAll(table, rows);
  const parts = chunked(lines, maxPartitions).map(entryOf);
  const entries = parts.map((part) => part.entry);
  const bytes = entries.reduce((sum, entry) => sum + entry.text.length, 0);
  return { entries, rows: lines.length, bytes, done: settle(parts, refused) };
}
