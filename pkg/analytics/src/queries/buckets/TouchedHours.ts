export const HOUR_MS = 3_600_000;
/** Hours kept apart; beyond them everything counts as touched. */
const MOST_HOURS = 50_000;
const TAB = 9;
const NEW_LINE = 10;

/** First column of each row of rendered text: its sorting time, in seconds or as UTC date and time; epoch ms. */
const timesOf = (chunks: readonly Buffer[]): number[] =>
  chunks.flatMap((chunk) => {
    const times: number[] = [];
    for (let start = 0; start < chunk.length;) {
      const text = chunk.toString('latin1', start, chunk.indexOf(TAB, start));
      times.push(text.includes('-', 1) ? Date.parse(`${text.replace(' ', 'T')}Z`) : Math.round(Number(text) * 1_000));
      const end = chunk.indexOf(NEW_LINE, start);
      start = end < 0 ? chunk.length : end + 1;
    }
    return times;
  });

/**
 * Which hours of a table's rows were written to, and when: a counter, not a clock. A write touches its hours when it begins and
 * again when it ended, so that what was read in between is known to be old whichever way the read fell.
 */
export class TouchedHours {
  private readonly hours = new Map<number, number>();
  private count = 0;
  private forgotten = 0;

  /** The counter now; what is read from now on knows every touch up to it. */
  now(): number {
    return this.count;
  }

  /** Counter at the last touch of an hour that overlaps [from, to). */
  last(from: number, to: number): number {
    let last = this.forgotten;
    for (let hour = Math.floor(from / HOUR_MS); hour * HOUR_MS < to; hour += 1) {
      last = Math.max(last, this.hours.get(hour) ?? 0);
    }
    return last;
  }

  /** Runs a write of rows whose first column is their sorting time. */
  async during(chunks: readonly Buffer[], write: () => Promise<void>): Promise<void> {
    const hours = [...new Set(timesOf(chunks).map((time) => Math.floor(time / HOUR_MS)))];
    this.touch(hours);
    try {
      await write();
    } finally {
      this.touch(hours);
    }
  }

  private touch(hours: readonly number[]): void {
    this.count += 1;
    if (this.hours.size + hours.length > MOST_HOURS) {
      this.hours.clear();
      this.forgotten = this.count;
    }
    hours.forEach((hour) => this.hours.set(hour, this.count));
  }
}
