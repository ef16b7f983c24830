import { type Read } from './compare';

/** Acknowledged facts remembered for the check. */
const MAX_SAMPLED = 500;
const TAB = 9;

/** A sample of the facts the store said are durable: the first of each batch, the newest batches. */
export class AckLedger {
  private ids: string[] = [];

  /** To be called when rows of a table are durable; a row's first column is its id. */
  stored(table: string, { chunks }: { chunks: readonly Buffer[] }): void {
    const first = chunks[0];
    if (table !== 'facts' || first === undefined) {
      return;
    }
    this.ids.push(first.subarray(0, Math.max(0, first.indexOf(TAB))).toString('utf8'));
    if (this.ids.length > MAX_SAMPLED * 2) {
      this.ids = this.ids.slice(-MAX_SAMPLED);
    }
  }

  sample(): string[] {
    return [...new Set(this.ids.slice(-MAX_SAMPLED))];
  }
}

/** Links of the audit that do not hold: a gap in the numbers, or a hash that is not the one before. */
const CHAIN = `SELECT count() AS links, countIf(seq > first AND (seq != before + 1 OR prev_hash != before_hash)) AS broken FROM (
  SELECT seq, prev_hash, min(seq) OVER () AS first, lagInFrame(seq) OVER (ORDER BY seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before,
    lagInFrame(hash) OVER (ORDER BY seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before_hash FROM audit)`;

/** W3.3: is a sample of what was acknowledged there, and do the audit's links hold (null while it is empty)? */
export const readIntegrity = async (
  read: Read,
  { ledger, since }: { ledger: AckLedger; since: number }
): Promise<{ received: number; accounted: number; chainHolds: boolean | null }> => {
  const ids = ledger.sample();
  const [stored] = await read<{ n: number }>({
    text: `SELECT uniqExact(id) AS n FROM facts WHERE received >= fromUnixTimestamp64Milli({since:Int64}, 'UTC') AND id IN {ids:Array(String)}`,
    params: { since, ids },
  });
  const [chain] = await read<{ links: number; broken: number }>({ text: CHAIN, params: {} });
  return {
    received: ids.length,
    accounted: Number(stored?.n ?? 0),
    chainHolds: Number(chain?.links ?? 0) === 0 ? null : Number(chain?.broken) === 0,
  };
};
