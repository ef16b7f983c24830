import { type Session } from '@eljefe/contract';

import { ENDED } from '../measures/rows';
import { type Sql } from './where';

const DAYS = 7;
const MAX_STEPS = 2_000;

/** What ended runs of one step took, s. */
export interface FormerRuns {
  runs: number;
  median: number;
  p95: number;
}

export interface FormerRunsRow extends FormerRuns {
  step: string;
}

/** Runs of the steps of a session's workflow in other sessions of the same orchestrator, over the last seven days. */
export const formerRunsSql = (
  { source, session_id, workflow_id }: Pick<Session, 'source' | 'session_id' | 'workflow_id'>,
  now: number
): Sql => ({
  text: `SELECT step, count() AS runs, quantileExactInclusive(0.5)(assumeNotNull(duration_s)) AS median, quantileExactInclusive(0.95)(assumeNotNull(duration_s)) AS p95
FROM jobs FINAL
WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ${ENDED}
  AND source = {source:String} AND workflow = {workflow:String} AND session_id != {session:String} AND step != '' AND duration_s IS NOT NULL
GROUP BY step LIMIT ${MAX_STEPS}
SETTINGS do_not_merge_across_partitions_select_final = 1`,
  params: { from: now - DAYS * 86_400_000, to: now, source, workflow: workflow_id ?? '', session: session_id },
});

/** By the step's name. */
export const formerRunsOf = (rows: readonly FormerRunsRow[]): Map<string, FormerRuns> =>
  new Map(
    rows.map(({ step, runs, median, p95 }) => [step, { runs: Number(runs), median: Number(median), p95: Number(p95) }])
  );
