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

/** W3.3: is a sample of what was acknowledged there, and did the audit hold when it was last checked (null while it is empty)? */
export const readIntegrity = async (
  read: Read,
  { ledger, since, auditHolds }: { ledger: AckLedger; since: number; auditHolds: () => boolean | null }
): Promise<{ received: number; accounted: number; chainHolds: boolean | null }> => {
  const ids = ledger.sample();
  const [stored] = await read<{ n: number }>({
    text: `SELECT uniqExact(id) AS n FROM facts WHERE received >= fromUnixTimestamp64Milli({since:Int64}, 'UTC') AND id IN {ids:Array(String)}`,
    params: { since, ids },
  });
  return {
    received: ids.length,
    accounted: Number(stored?.n ?? 0),
    chainHolds: auditHolds(),
  };
};
