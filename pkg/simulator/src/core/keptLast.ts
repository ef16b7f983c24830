/** Remembers the order in which things ended and names those that are one too many. */
export class KeptLast {
  private keys: string[] = [];

  constructor(private readonly keep: number) {}

  /** @returns keys to forget now */
  add(key: string): string[] {
    this.keys.push(key);
    return this.keys.length > this.keep ? this.keys.splice(0, this.keys.length - this.keep) : [];
  }

  clear(): void {
    this.keys = [];
  }
}
