import { type Condition } from '../core/status/condition';

/** One of something for each condition, made once: nothing is left to be computed for a single row. */
export const byCondition = <T>(make: (condition: Condition) => T): Readonly<Record<Condition, T>> => ({
  failed: make('failed'),
  stuck: make('stuck'),
  waiting: make('waiting'),
  running: make('running'),
  unknown: make('unknown'),
  queued: make('queued'),
  paused: make('paused'),
  stopped: make('stopped'),
  done: make('done'),
});
