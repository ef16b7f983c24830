/** Real time, with fractions of a millisecond. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

/** Maps logical time to the wall, so that what happens now looks as if it did. */
export class RunClock {
  constructor(
    readonly startedMs: number,
    private readonly speed: number
  ) {}

  get logicalMs(): number {
    return (nowMs() - this.startedMs) * this.speed;
  }

  readonly wallOf = (logicalMs: number): number => this.startedMs + logicalMs / this.speed;
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
