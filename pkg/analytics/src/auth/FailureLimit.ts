export interface FailureLimitOptions {
  /** Failures one address may have in one window. */
  failures: number;
  windowMs: number;
  /** Most addresses remembered; the one longest unseen is forgotten first. */
  addresses: number;
}

interface Tally {
  since: number;
  failures: number;
}

/** One key for an address: an IPv6 network of /64 is one sender. */
export const addressKey = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) {
    return mapped[1];
  }
  if (!address.includes(':')) {
    return address;
  }
  const [head = '', tail = ''] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const middle = Array.from(
    { length: address.includes('::') ? Math.max(0, 8 - left.length - right.length) : 0 },
    () => '0'
  );
  return [...left, ...middle, ...right]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':');
};

/** Counts failed authentications per address, in bounded memory. */
export class FailureLimit {
  private readonly tallies = new Map<string, Tally>();

  constructor(private readonly options: FailureLimitOptions) {}

  get size(): number {
    return this.tallies.size;
  }

  /**
   * Notes one failure.
   * @returns null while the address may go on; else after how many seconds it may try again
   */
  fail(address: string, now: number): number | null {
    const { addresses, failures, windowMs } = this.options;
    const key = addressKey(address);
    const before = this.tallies.get(key);
    const tally = before && now - before.since < windowMs ? before : { since: now, failures: 0 };
    tally.failures += 1;
    this.tallies.delete(key);
    if (this.tallies.size >= addresses) {
      const oldest = this.tallies.keys().next().value;
      this.tallies.delete(oldest ?? '');
    }
    this.tallies.set(key, tally);
    return tally.failures > failures ? Math.max(1, Math.ceil((tally.since + windowMs - now) / 1_000)) : null;
  }
}
