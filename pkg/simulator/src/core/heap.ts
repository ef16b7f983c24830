interface Entry<T> {
  atMs: number;
  order: number;
  value: T;
}

/** Earliest-first queue; entries of one instant leave in the order they came. */
export class Heap<T> {
  private readonly entries: Array<Entry<T>> = [];
  private pushed = 0;

  get size(): number {
    return this.entries.length;
  }

  /** Time of the earliest entry, or null when empty. */
  get nextMs(): number | null {
    return this.entries[0]?.atMs ?? null;
  }

  push(atMs: number, value: T): void {
    const entry = { atMs, order: this.pushed, value };
    this.pushed += 1;
    let index = this.entries.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.before(index, parent)) {
        return;
      }
      this.swap(index, parent);
      index = parent;
    }
  }

  pop(): T | null {
    const top = this.entries[0];
    const last = this.entries.pop();
    if (!top || !last) {
      return null;
    }
    if (this.entries.length > 0) {
      this.entries[0] = last;
      this.sink();
    }
    return top.value;
  }

  clear(): void {
    this.entries.length = 0;
  }

  private sink(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let least = this.before(left, index) ? left : index;
      least = this.before(right, least) ? right : least;
      if (least === index) {
        return;
      }
      this.swap(index, least);
      index = least;
    }
  }

  private before(a: number, b: number): boolean {
    const [first, second] = [this.entries[a], this.entries[b]];
    if (!first || !second) {
      return false;
    }
    return first.atMs < second.atMs || (first.atMs === second.atMs && first.order < second.order);
  }

  private swap(a: number, b: number): void {
    const [first, second] = [this.entries[a], this.entries[b]];
    if (first && second) {
      this.entries[a] = second;
      this.entries[b] = first;
    }
  }
}
