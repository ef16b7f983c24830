import { type Notice } from '@eljefe/contract';

/** Clocks of healthy computers differ by less, s. */
const TOLERANCE_S = 30;

/**
 * Watches how far an orchestrator's clock is from ours: by the `Date` of its answers, and by stamps that lie ahead of
 * the instant they are seen at, which a wrong zone makes too. Stamps are kept as told: a correction that changes its
 * mind would make every job news again.
 */
export class ClockWatch {
  offsetSeconds: number | null = null;
  private aheadSeconds: number | null = null;

  /** The `Date` header has whole seconds; half of one is the best guess of the rest. */
  answered(serverTime: number, { asked, heard }: { asked: number; heard: number }): void {
    this.offsetSeconds = Math.round((serverTime + 500 - (asked + heard) / 2) / 1_000);
  }

  /** A job was seen for the first time, or with a new start. */
  started(startedAt: number, seenAt: number): void {
    const ahead = Math.round((startedAt - seenAt) / 1_000);
    this.aheadSeconds = ahead > TOLERANCE_S ? ahead : null;
  }

  notices(name: string): Notice[] {
    const offset = this.offsetSeconds;
    if (offset !== null && Math.abs(offset) > TOLERANCE_S) {
      return [
        {
          severity: 'warning',
          text: `Clock of orchestrator ${name} is ${Math.abs(offset)} s ${offset > 0 ? 'ahead of' : 'behind'} this computer’s`,
          hint: 'Its times are shown as it tells them, ages by this computer’s clock. Set both clocks by NTP.',
        },
      ];
    }
    return this.aheadSeconds === null
      ? []
      : [
          {
            severity: 'warning',
            text: `Times of orchestrator ${name} lie ${this.aheadSeconds} s in the future`,
            hint: 'Its stamps carry no zone: set `zone` of this orchestrator in the configuration.',
          },
        ];
  }
}
