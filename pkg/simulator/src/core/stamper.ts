import { type JobSpec } from './events';
import { idStamp, pythonIso, toMicros } from './pythonTime';

export interface StamperOptions {
  /** Logical ms → epoch ms. */
  wallOf: (logicalMs: number) => number;
  offsetMinutes: number;
}

const OTHER_WRITERS_OFFSET_MINUTES = 120;

/** Turns logical time into the orchestrator's stamps. */
export class Stamper {
  constructor(private readonly options: StamperOptions) {}

  /** Epoch ms, to the microsecond. */
  wall(logicalMs: number): number {
    return toMicros(this.options.wallOf(logicalMs));
  }

  /** Local time without a zone. */
  local(logicalMs: number): string {
    return pythonIso(this.wall(logicalMs), this.options.offsetMinutes);
  }

  /** A job's stamp: its clock may be wrong, its writer may name a zone. */
  ofJob({ clockSkewSeconds, stamps }: JobSpec, logicalMs: number): string {
    const shownMs = this.wall(logicalMs) + clockSkewSeconds * 1_000;
    if (stamps === 'zulu') {
      return `${pythonIso(shownMs, 0)}Z`;
    }
    return stamps === 'offset'
      ? `${pythonIso(shownMs, OTHER_WRITERS_OFFSET_MINUTES)}+02:00`
      : pythonIso(shownMs, this.options.offsetMinutes);
  }

  /** The stamp inside an id. */
  id(logicalMs: number): string {
    return idStamp(this.wall(logicalMs), this.options.offsetMinutes);
  }
}
