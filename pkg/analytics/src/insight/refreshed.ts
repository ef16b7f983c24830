/** A value that costs work to make: made when somebody asks and the last one is too old; one making at a time. */
export class Refreshed<T> {
  private held: { value: T; at: number } | null = null;
  private making: Promise<T> | null = null;

  constructor(
    private readonly make: () => Promise<T>,
    private readonly options: { maxAgeMs: number; now(): number }
  ) {}

  /** @throws what making throws, when there is no younger value */
  async get(): Promise<T> {
    if (this.held && this.options.now() - this.held.at <= this.options.maxAgeMs) {
      return this.held.value;
    }
    this.making ??= this.make()
      .then((value) => {
        this.held = { value, at: this.options.now() };
        return value;
      })
      .finally(() => {
        this.making = null;
      });
    return this.making;
  }

  /** The last value, however old; null before the first. */
  last(): T | null {
    return this.held?.value ?? null;
  }
}
