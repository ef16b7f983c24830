/** Keys somebody is working on, counted, so that eviction leaves them where they are. */
export class Pins {
  private readonly counts = new Map<string, number>();

  has(key: string): boolean {
    return this.counts.has(key);
  }

  /** Starts a holding; `release` gives back all that was added to it. */
  hold(): { add(key: string): void; release(): void } {
    const held = new Set<string>();
    return {
      add: (key) => {
        if (!held.has(key)) {
          held.add(key);
          this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
        }
      },
      release: () => {
        held.forEach((key) => this.drop(key));
        held.clear();
      },
    };
  }

  private drop(key: string): void {
    const left = (this.counts.get(key) ?? 1) - 1;
    if (left > 0) {
      this.counts.set(key, left);
    } else {
      this.counts.delete(key);
    }
  }
}
