import { FAILURE_LEVEL, type FailureModel, type Run } from './FailureModel';
import { fitFailures, type Fitted } from './fitFailures';
import { ascending } from './sorted';
import { usualCause } from './advice';

/** Fewer ended runs than this, and nothing is foretold. */
export const MIN_RUNS = 20;
/** Fewer failures than this are said so. */
export const FEW_FAILURES = 30;

/** What ended runs of one kind teach. */
export class History {
  readonly fitted: Fitted;
  private readonly durations = new Map<string, Float64Array>();
  private readonly failed = new Map<string, Run[]>();
  readonly failures: number;

  /** @param runs in the order they ended, oldest first */
  constructor(readonly runs: readonly Run[]) {
    this.fitted = fitFailures(runs);
    this.failures = runs.filter(({ failed }) => failed).length;
    const lists = new Map<string, number[]>();
    for (const run of runs) {
      lists.set(run.group, lists.get(run.group) ?? []);
      lists.get(run.group)?.push(run.seconds);
      if (run.failed) {
        this.failed.set(run.group, this.failed.get(run.group) ?? []);
        this.failed.get(run.group)?.push(run);
      }
    }
    lists.forEach((seconds, group) => this.durations.set(group, ascending(seconds)));
  }

  get model(): FailureModel {
    return this.fitted.model;
  }

  get level(): number {
    return FAILURE_LEVEL;
  }

  /** Durations of the group's runs, s, ascending. */
  durationsOf(group: string): Float64Array {
    return this.durations.get(group) ?? new Float64Array();
  }

  /** The usual cause among the group's failures that came later than `elapsedSeconds`; else among all of them. */
  causeOf(group: string, elapsedSeconds: number): ReturnType<typeof usualCause> {
    const failed = this.failed.get(group) ?? [];
    const later = failed.filter(({ seconds }) => seconds > elapsedSeconds);
    return usualCause((later.length > 0 ? later : failed).map(({ cause }) => cause));
  }
}
