const BITS_PER_ID = 10;
const HASHES = 7;

/** FNV-1a over UTF-16 units, finished by a mixer so that near ids land far apart. 32 bits, unsigned. */
const hash = (text: string, seed: number): number => {
  let h = seed;
  for (let at = 0; at < text.length; at += 1) {
    h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

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
    this.walk(id, (byte, mask) => {
      this.bits[byte] = (this.bits[byte] ?? 0) | mask;
      return true;
    });
  }

  maybeHas(id: string): boolean {
    return this.walk(id, (byte, mask) => ((this.bits[byte] ?? 0) & mask) !== 0);
  }

  /** Double hashing (Kirsch and Mitzenmacher): two hashes stand in for seven. Ends at the first bit that says no. */
  private walk(id: string, visit: (byte: number, mask: number) => boolean): boolean {
    const first = hash(id, 0x811c9dc5);
    const step = (hash(id, 0x9747b28c) | 1) >>> 0;
    for (let index = 0; index < HASHES; index += 1) {
      const bit = (first + index * step) % this.size;
      if (!visit(bit >> 3, 1 << (bit & 7))) {
        return false;
      }
    }
    return true;
  }
}
