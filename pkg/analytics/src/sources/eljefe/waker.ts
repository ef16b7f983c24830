/** Sleeps of one loop that others can cut short. A wake-up while the loop works cuts its next sleep short. */
export class Waker {
  private woken = false;
  private cut: () => void = () => undefined;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => this.cut(), { once: true });
  }

  wake(): void {
    this.woken = true;
    this.cut();
  }

  /**
   * @param atLeastMs slept even when woken, so that many wake-ups make one
   * @returns at once when the loop is to stop
   */
  async sleep(ms: number, atLeastMs = 0): Promise<void> {
    await this.pause(Math.min(ms, atLeastMs), false);
    await this.pause(ms - atLeastMs, true);
    this.woken = false;
  }

  private pause(ms: number, canBeCut: boolean): Promise<void> {
    if (ms <= 0 || this.signal.aborted || (canBeCut && this.woken)) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.cut = () => {
        if (canBeCut || this.signal.aborted) {
          clearTimeout(timer);
          resolve();
        }
      };
    });
  }
}
