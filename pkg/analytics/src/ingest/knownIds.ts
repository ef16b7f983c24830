import { createHash } from 'node:crypto';

const BITS_PER_ID = 10;
const HASHES = 7;

/**
 * Which ids may already be stored: a Bloom filter (10 bits an id, 7 hashes: under 1 % false positives while it holds no
 * more than it was sized for). "No" is certain, so only "maybe" asks the store.
 */
export class KnownIds {
  private readonly bits: Uint8Array;
  private readonly size: number;

  /** @param capacity ids it is sized for */
  constructor(capacity: number) {
    this.size = Math.max(1_024, Math.ceil(capacity * BITS_PER_ID));
    this.bits = new Uint8Array(Math.ceil(this.size / 8));
  }

  add(id: string): void {
    for (const bit of this.positions(id)) {
      this.bits[bit >> 3] = (this.bits[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  }

  maybeHas(id: string): boolean {
    return this.positions(id).every((bit) => ((this.bits[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0);
  }

  /** Double hashing (Kirsch and Mitzenmacher): two hashes stand in for seven. */
  private positions(id: string): number[] {
    const digest = createHash('md5').update(id).digest();
    const first = digest.readUInt32LE(0);
    const second = digest.readUInt32LE(4) | 1;
    return Array.from({ length: HASHES }, (_, index) => (first + index * second) % this.size);
  }
}
