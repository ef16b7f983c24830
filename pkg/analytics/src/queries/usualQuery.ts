import { ENDED } from '../measures/rows';
import { type Sql } from './where';
import { type Usual } from '../graph/waitFor';

const DAYS = 7;
const MAX_STEPS = 2_000;

/** How long the steps of each workflow took lately: columns `workflow`, `step`, `runs`, `p95`, `p99` (s). */
export const usualSql = (now: number): Sql => ({
  text: `SELECT workflow, step, count() AS runs, quantileExactInclusive(0.95)(assumeNotNull(duration_s)) AS p95, quantileExactInclusive(0.99)(assumeNotNull(duration_s)) AS p99
FROM jobs FINAL
WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ${ENDED}
  AND step != '' AND duration_s IS NOT NULL
GROUP BY workflow, step ORDER BY runs DESC LIMIT ${MAX_STEPS}
SETTINGS do_not_merge_across_partitions_select_final = 1`,
  params: { from: now - DAYS * 86_400_000, to: now },
});

export interface UsualRow extends Usual {
  workflow: string;
  step: string;
}
