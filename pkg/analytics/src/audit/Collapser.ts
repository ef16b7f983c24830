import { MANY, type AuditEntry } from './auditEntry';

export interface CollapserLimits {
  /** Different callers and calls told apart in one minute: of those who proved a name, and of those who did not. */
  named: number;
  nameless: number;
  /** Entries that wait to be written; what comes beyond is added up by act and outcome alone. */
  waiting: number;
}

export const COLLAPSER_LIMITS: CollapserLimits = { named: 4_000, nameless: 500, waiting: 20_000 };

const MINUTE_MS = 60_000;

/** How many equal calls of a minute are kept one by one before the rest is added up. */
const keptSingly = ({ action, outcome }: AuditEntry): number => {
  if (action === 'change' || action === 'control' || action === 'export') {
    return 30;
  }
  return outcome === 'ok' || outcome === 'failed' ? 0 : 3;
};

const keyOf = ({ action, outcome, actor, role, target, reason, token, address }: AuditEntry): string =>
  JSON.stringify([action, outcome, actor, role, target, reason, token, address]);

const manyOf = (entry: AuditEntry): AuditEntry => ({
  ...entry,
  actor: MANY,
  role: '',
  target: MANY,
  reason: '',
  token: '',
  address: MANY,
});

interface Bucket {
  minute: number;
  singly: number;
  sum: AuditEntry | null;
}

const added = (sum: AuditEntry | null, entry: AuditEntry): AuditEntry =>
  sum === null
    ? entry
    : { ...sum, until: Math.max(sum.until ?? sum.time, entry.until ?? entry.time), calls: sum.calls + entry.calls };

/**
 * Makes few entries of many calls, and loses no call: reads and sendings become one entry for each caller, route and
 * minute; of acts and refusals the first of a minute are kept singly. Bounded, whoever calls.
 */
export class Collapser {
  private readonly named = new Map<string, Bucket>();
  private readonly nameless = new Map<string, Bucket>();
  private readonly overflow = new Map<string, Bucket>();
  private ready: AuditEntry[] = [];
  private readonly spilt = new Map<string, AuditEntry>();

  constructor(private readonly limits: CollapserLimits = COLLAPSER_LIMITS) {}

  /** Entries ready to be written. */
  get waiting(): number {
    return this.ready.length + this.spilt.size;
  }

  take(entry: AuditEntry): void {
    const isNamed = entry.actor !== '';
    const buckets = isNamed ? this.named : this.nameless;
    const key = keyOf(entry);
    const isKnown = buckets.has(key);
    if (isKnown || buckets.size < (isNamed ? this.limits.named : this.limits.nameless)) {
      this.put(buckets, key, entry);
      return;
    }
    const many = manyOf(entry);
    this.put(this.overflow, keyOf(many), many);
  }

  /**
   * Entries to write now, oldest first; sums of a minute that is not over are held back.
   * @param at epoch ms; Infinity gives everything
   */
  due(at: number, most: number): AuditEntry[] {
    for (const buckets of [this.named, this.nameless, this.overflow]) {
      for (const [key, bucket] of buckets) {
        if (bucket.minute < Math.floor(at / MINUTE_MS)) {
          buckets.delete(key);
          this.close(bucket);
        }
      }
    }
    if (this.ready.length < this.limits.waiting) {
      this.ready.push(...this.spilt.values());
      this.spilt.clear();
    }
    return this.ready.splice(0, most);
  }

  private put(buckets: Map<string, Bucket>, key: string, entry: AuditEntry): void {
    const minute = Math.floor(entry.time / MINUTE_MS);
    let bucket = buckets.get(key);
    if (bucket === undefined || bucket.minute !== minute) {
      if (bucket !== undefined) {
        this.close(bucket);
      }
      bucket = { minute, singly: 0, sum: null };
      buckets.set(key, bucket);
    }
    if (bucket.singly < keptSingly(entry)) {
      bucket.singly += 1;
      this.push(entry);
      return;
    }
    bucket.sum = added(bucket.sum, entry);
  }

  private close({ sum }: Bucket): void {
    if (sum !== null) {
      this.push(sum);
    }
  }

  private push(entry: AuditEntry): void {
    if (this.ready.length < this.limits.waiting) {
      this.ready.push(entry);
      return;
    }
    const many = manyOf(entry);
    const key = keyOf(many);
    this.spilt.set(key, added(this.spilt.get(key) ?? null, many));
  }
}
