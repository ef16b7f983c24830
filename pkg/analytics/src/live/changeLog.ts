/** Something whose view is made when asked for. */
export interface Viewed<T> {
  readonly view: T;
}

interface Held<T> {
  item: Viewed<T>;
  /** Sequence of the delta that carries its last change. */
  changed: number;
}

interface Removed<R> {
  key: string;
  ref: R;
  sequence: number;
}

export interface DropRules<T> {
  most: number;
  /** Sequence of the delta that will carry the removals. */
  sequence: number;
  isOld(view: T): boolean;
  /** Beyond `most`, what may go; the rest stays whatever it costs. */
  mayGo(view: T): boolean;
}

/** Removals remembered for clients that come back; who was away for more gets everything anew. */
const REMOVALS_KEPT = 10_000;

/**
 * Things by key with the number of their last change, oldest change first. Keeps no copies: what changed since a number
 * is read from the things themselves.
 */
export class ChangeLog<T, R> {
  private readonly held = new Map<string, Held<T>>();
  private removals: Array<Removed<R>> = [];
  private floor = 0;
  private newest = 0;

  /** @param refOf what is remembered of a thing that went: as little as names it */
  constructor(private readonly refOf: (view: T) => R) {}

  put(key: string, item: Viewed<T>, sequence: number): void {
    this.held.delete(key);
    this.held.set(key, { item, changed: sequence });
    this.newest = Math.max(this.newest, sequence);
  }

  all(): T[] {
    return [...this.held.values()].map(({ item }) => item.view);
  }

  changedSince(sequence: number): boolean {
    return this.newest > sequence;
  }

  /** Is everything that went since then still remembered? */
  knowsSince(sequence: number): boolean {
    return sequence >= this.floor;
  }

  forgetBefore(sequence: number): void {
    this.floor = Math.max(this.floor, sequence);
  }

  /** What changed and what went after a number. @param isShown changed things that are not are left out */
  since(sequence: number, isShown: (view: T) => boolean): { changed: T[]; removed: R[] } {
    const changed: T[] = [];
    for (const { item, changed: at } of this.held.values()) {
      if (at > sequence && isShown(item.view)) {
        changed.push(item.view);
      }
    }
    const removed = this.removals.filter((gone) => gone.sequence > sequence && !this.held.has(gone.key));
    return { changed, removed: removed.map(({ ref }) => ref) };
  }

  drop({ most, sequence, isOld, mayGo }: DropRules<T>): void {
    let excess = this.held.size - most;
    for (const [key, { item }] of this.held) {
      if (isOld(item.view) || (excess > 0 && mayGo(item.view))) {
        this.held.delete(key);
        this.removals.push({ key, ref: this.refOf(item.view), sequence });
        this.newest = sequence;
        excess -= 1;
      }
    }
    const tooMany = this.removals.length - REMOVALS_KEPT;
    if (tooMany > 0) {
      this.floor = Math.max(this.floor, this.removals[tooMany - 1]?.sequence ?? 0);
      this.removals = this.removals.slice(tooMany);
    }
  }
}
