import type { Entry } from './batchEntry';
import { BadRows } from './errors';
import type { RowText } from './rowText';

interface Line {
  text: string;
  entry: Entry;
  index: number;
}

type InsertText = (rows: RowText, dedupToken: string) => Promise<void>;

function linesOf(entry: Entry): Line[] {
  // Newlines inside values are escaped, so each raw one ends a row.
  return entry.indexes.length === 0
    ? []
    : entry.text
        .toString('utf8')
        .slice(0, -1)
        .split('\n')
        .map((text, position) => ({ text, entry, index: entry.indexes[position] ?? position }));
}

async function storeLines(lines: readonly Line[], token: string, insert: InsertText): Promise<void> {
  try {
    await insert(
      { chunks: [Buffer.from(`${lines.map((line) => line.text).join('\n')}\n`)], rows: lines.length },
      token
    );
  } catch (error) {
    if (!(error instanceof BadRows)) {
      throw error;
    }
    await refuseOrHalve(lines, { token, insert, reason: error.message });
  }
}

async function refuseOrHalve(
  lines: readonly Line[],
  failed: { token: string; insert: InsertText; reason: string }
): Promise<void> {
  const [only] = lines;
  if (only && lines.length === 1) {
    only.entry.refused.push({ index: only.index, reason: failed.reason });
    return;
  }
  const middle = Math.ceil(lines.length / 2);
  await storeLines(lines.slice(0, middle), `${failed.token}.0`, failed.insert);
  await storeLines(lines.slice(middle), `${failed.token}.1`, failed.insert);
}

/**
 * Stores a batch in one insert. When the engine refuses it for a row, halves it until every good row is stored and
 * every bad one is noted in its entry. Rejects on any other failure.
 */
export async function storeBisecting(batch: readonly Entry[], token: string, insert: InsertText): Promise<void> {
  const rows = batch.reduce((sum, entry) => sum + entry.rows, 0);
  try {
    await insert({ chunks: batch.map((entry) => entry.text), rows }, token);
  } catch (error) {
    if (!(error instanceof BadRows)) {
      throw error;
    }
    await refuseOrHalve(batch.flatMap(linesOf), { token, insert, reason: error.message });
  }
}
