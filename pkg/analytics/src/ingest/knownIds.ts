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

/** Where an id's bits are: double hashing (Kirsch and Mitzenmacher), two hashes stand in for seven. */
interface Spot {
  first: number;
  step: number;
}

const spotOf = (id: string): Spot => ({ first: hash(id, 0x811c9dc5), step: (hash(id, 0x9747b28c) | 1) >>> 0 });

class Filter {
  added = 0;
  private readonly bits: Uint8Array;

  constructor(private readonly size: number) {
    this.bits = new Uint8Array(Math.ceil(size / 8));
  }

  add({ first, step }: Spot): void {
    let isNew = false;
    for (let index = 0; index < HASHES; index += 1) {
      const bit = (first + index * step) % this.size;
      const [byte, mask] = [bit >> 3, 1 << (bit & 7)];
      const before = this.bits[byte] ?? 0;
      isNew ||= (before & mask) === 0;
      this.bits[byte] = before | mask;
    }
    this.added += isNew ? 1 : 0;
  }

  /** Ends at the first bit that says no. */
  maybeHas({ first, step }: Spot): boolean {
    for (let index = 0; index < HASHES; index += 1) {
      const bit = (first + index * step) % this.size;
      if (((this.bits[bit >> 3] ?? 0) & (1 << (bit & 7))) === 0) {
        return false;
      }
    }
    return true;
  }
}

/**
 * Which ids may already be stored: Bloom filters (10 bits an id, 7 hashes: under 1 % false positives each). "No" is certain,
 * so only "maybe" asks the store. A filter that is full is joined by another, so that a long run does not end with a "maybe"
 * for everything.
 */
export class KnownIds {
  private readonly filters: Filter[] = [];
  private readonly size: number;

  /**
   * @param capacity ids one filter is sized for
   * @param mostFilters beyond them the oldest ids are forgotten
   */
  constructor(
    private readonly capacity: number,
    private readonly mostFilters = Infinity
  ) {
    this.size = Math.max(1_024, Math.ceil(capacity * BITS_PER_ID));
    this.filters.push(new Filter(this.size));
  }

  add(id: string): void {
    const spot = spotOf(id);
    const newest = this.filters.at(-1);
    // Where the oldest are forgotten, what is heard of again is young again.
    const isKept = this.mostFilters === Infinity && this.filters.some((filter) => filter.maybeHas(spot));
    if (newest === undefined || isKept) {
      return;
    }
    newest.add(spot);
    if (newest.added >= this.capacity) {
      this.filters.push(new Filter(this.size));
      if (this.filters.length > this.mostFilters) {
        this.filters.shift();
      }
    }
  }

  maybeHas(id: string): boolean {
    const spot = spotOf(id);
    return this.filters.some((filter) => filter.maybeHas(spot));
  }
}
