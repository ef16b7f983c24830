import { type BudgetConfig } from '@eljefe/contract';
import { ENDED } from '../measures/rows';
import { type Sql } from '../queries/where';
import { periodOf } from './budgetStatus';

const COLUMN: Readonly<Record<BudgetConfig['by'], string>> = {
  all: `''`,
  agent_type: 'agent_type',
  workflow: 'workflow',
  user: '`user`',
  source: 'source',
};

/** What ended in the budget's period of now, by subject: columns `value`, `usd`, `unpriced`. */
export const spentSql = (budget: BudgetConfig, now: number): Sql => ({
  text: `SELECT toString(${COLUMN[budget.by]}) AS value, sum(total_cost_usd) AS usd, countIf(tokens_total > 0 AND total_cost_usd IS NULL) AS unpriced
FROM jobs FINAL
WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ${ENDED}
GROUP BY value HAVING ${budget.value === null ? '1' : 'value = {value:String}'} ORDER BY usd DESC LIMIT 1000
SETTINGS do_not_merge_across_partitions_select_final = 1`,
  params: { ...periodOf(budget.period, now), ...(budget.value === null ? {} : { value: budget.value }) },
});
