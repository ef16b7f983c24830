import { ofJobs } from './describe';
import { ratio, summed, type Measure } from './measure';
import { ENDED } from './rows';

const COST_HINT =
  'No ended job has a cost. Send model with input_tokens and output_tokens, or total_cost, to POST /api/v1/jobs.';

/** −1 stands for a price that is not configured; a use that is not priced is left out of the sum. */
const priced = (use: string, price: string): string =>
  `if(${use} IS NULL OR {${price}:Float64} < 0, NULL, ${use} * {${price}:Float64})`;

const HOURS = '(duration_s / 3600)';
const PARTS = [
  priced(`(cpu_percent / 100 * ${HOURS})`, 'set_cpu_price'),
  priced(`(memory_bytes / 1073741824 * ${HOURS})`, 'set_memory_price'),
  priced(`(gpu_percent / 100 * ${HOURS})`, 'set_gpu_price'),
];
/** Reported, else use × unit price over what is both used and priced; NULL when nothing is. */
const RESOURCE_COST = `coalesce(resource_cost_usd, if(${PARTS.map((part) => `${part} IS NULL`).join(' AND ')}, NULL, ${PARTS.map(
  (part) => `ifNull(${part}, 0)`
).join(' + ')}))`;

/** What one completed task is worth, USD; NULL for a type without a configured value. */
const WORTH = `transform(toString(agent_type), {set_values_types:Array(String)}, arrayMap(x -> toNullable(x), {set_values_usd:Array(Float64)}), if({set_value_other:Float64} < 0, NULL, toNullable({set_value_other:Float64})))`;

/** A4 rows of the specification: what does it cost, and what is it worth? */
export const COST_MEASURES: readonly Measure[] = [
  {
    kind: 'sql',
    info: ofJobs({
      id: 'A4.1',
      name: 'cost_per_task',
      title: 'Cost per task',
      unit: 'usd',
      definition: 'total cost of ended jobs / ended jobs, over the jobs that have a cost',
      better: 'lower',
      prometheus: 'eljefe_cost_usd_total',
      absent_hint: COST_HINT,
    }),
    rows: 'jobs',
    where: `${ENDED} AND total_cost_usd IS NOT NULL`,
    ...summed({ top: 'sum(total_cost_usd)', bottom: 'count()' }),
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'A4.1b',
      name: 'cost_total',
      title: 'Cost',
      unit: 'usd',
      definition:
        'cost of jobs that ended in the window: reported, else tokens × price; unpriced jobs are left out and counted',
      better: 'lower',
      prometheus: 'eljefe_cost_usd_total',
      absent_hint: COST_HINT,
    }),
    rows: 'jobs',
    where: `${ENDED} AND total_cost_usd IS NOT NULL`,
    ...summed({ top: 'sumOrNull(total_cost_usd)', bottom: null }),
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'A4.1c',
      name: 'cost_per_hour',
      title: 'Cost per hour',
      unit: 'usd',
      definition: 'cost of jobs that ended in the window (or bucket) / its hours',
      better: 'lower',
      prometheus: 'eljefe_cost_usd_total',
      absent_hint: COST_HINT,
    }),
    rows: 'jobs',
    where: `${ENDED} AND total_cost_usd IS NOT NULL`,
    ...summed({ top: 'sumOrNull(total_cost_usd)', bottom: null, perMs: 3_600_000 }),
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'A4.2',
      name: 'tokens_used',
      title: 'Tokens used',
      unit: 'tokens',
      definition: 'tokens of jobs that ended in the window, as reported; jobs that report none are left out',
      better: 'neither',
      prometheus: 'eljefe_tokens_total',
      absent_hint:
        'No ended job reported tokens. El Jefe reports them at the end of a job; OpenTelemetry and job records report them by model.',
    }),
    rows: 'jobs',
    where: `${ENDED} AND tokens_total IS NOT NULL`,
    ...summed({ top: 'sumOrNull(tokens_total)', bottom: null }),
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'A4.2b',
      name: 'token_cost',
      title: 'Token cost',
      unit: 'usd',
      definition:
        'tokens × the price of their model at the time of the job (dated table, own overrides), or as reported, of jobs that ended in the window',
      better: 'lower',
      prometheus: 'eljefe_token_cost_usd_total',
      absent_hint: COST_HINT,
    }),
    rows: 'jobs',
    where: `${ENDED} AND token_cost_usd IS NOT NULL`,
    ...summed({ top: 'sumOrNull(token_cost_usd)', bottom: null }),
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'A4.2c',
      name: 'unpriced_jobs',
      title: 'Unpriced jobs',
      unit: 'count',
      definition: 'ended jobs that used tokens but have no cost: unknown model, or tokens not told by kind',
      better: 'lower',
      prometheus: 'eljefe_jobs_unpriced_total',
      absent_hint: 'No job with tokens ended in this window.',
    }),
    rows: 'jobs',
    where: `${ENDED} AND tokens_total > 0`,
    ...summed({ top: 'countIf(total_cost_usd IS NULL)', bottom: null }),
    count: 'count()',
    zeroWhenEmpty: true,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'A4.3',
      name: 'resource_cost',
      title: 'Resource cost',
      unit: 'usd',
      definition:
        'resource cost of ended jobs as reported, else CPU, memory and GPU use × running time × the configured unit prices',
      better: 'lower',
      prometheus: 'eljefe_resource_cost_usd_total',
      absent_hint:
        'No ended job reports resource_cost, or resource use together with configured unit prices (prices.cpuCoreHourUsd …).',
    }),
    rows: 'usage',
    where: `${RESOURCE_COST} IS NOT NULL`,
    value: { value: `sumOrNull(${RESOURCE_COST})` },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'sql',
    info: ofJobs({
      id: 'A4.4',
      name: 'roi',
      title: 'Return on cost',
      unit: 'ratio',
      definition:
        '(value of completed tasks − cost) / cost per agent type, over ended jobs that have a cost; value = configured minutes saved × hourly rate; absent at zero cost',
      better: 'higher',
      prometheus: 'eljefe_roi_ratio',
      absent_hint:
        'Configure what a completed task is worth: values: [{agentType, minutesSaved, hourlyRateUsd}], and see that jobs have a cost.',
    }),
    rows: 'jobs',
    where: `${ENDED} AND total_cost_usd IS NOT NULL AND ${WORTH} IS NOT NULL`,
    value: {
      value: ratio(`sumOrNull(if(status = 'completed', ${WORTH}, 0)) - sum(total_cost_usd)`, 'sum(total_cost_usd)'),
    },
    count: 'count()',
    zeroWhenEmpty: false,
    needs: 'values',
  },
];
