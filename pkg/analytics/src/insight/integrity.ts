import { type Read } from './compare';

/** How many facts the store said are durable, since the service started. */
export class AckLedger {
  private facts = 0;

  /** To be called when rows of a table are durable. */
  stored(table: string, rows: number): void {
    this.facts += table === 'facts' ? rows : 0;
  }

  acknowledged(): number {
    return this.facts;
  }
}

/** Links of the audit that do not hold: a gap in the numbers, or a hash that is not the one before. */
const CHAIN = `SELECT count() AS links, countIf(seq > first AND (seq != before + 1 OR prev_hash != before_hash)) AS broken FROM (
  SELECT seq, prev_hash, min(seq) OVER () AS first, lagInFrame(seq) OVER (ORDER BY seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before,
    lagInFrame(hash) OVER (ORDER BY seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before_hash FROM audit)`;

/** W3.3: what was acknowledged against what is there, and whether the audit's links hold (null while it is empty). */
export const readIntegrity = async (
  read: Read,
  { ledger, since }: { ledger: AckLedger; since: number }
): Promise<{ received: number; accounted: number; chainHolds: boolean | null }> => {
  const received = ledger.acknowledged();
  const [stored] = await read<{ n: number }>({
    text: `SELECT count() AS n FROM facts FINAL WHERE received >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')`,
    params: { since },
  });
  const [chain] = await read<{ links: number; broken: number }>({ text: CHAIN, params: {} });
  return {
    received,
    accounted: Math.min(received, Number(stored?.n ?? 0)),
    chainHolds: Number(chain?.links ?? 0) === 0 ? null : Number(chain?.broken) === 0,
  };
};
