import { type MeasureInfo } from '@eljefe/contract';

import { ofJobs, ofService, ofSystem } from './describe';
import { ratio, type ComputedName, type Measure } from './measure';
import { ENDED } from './rows';

const HOST_HINT =
  'The orchestrator reports no host resources (its /api/analytics/resources answers 503 without psutil).';
const SENT_HINT =
  'Send cpu_usage, memory_usage, network_io, disk_io or gpu_usage with job records, or OpenTelemetry metrics.';

const host = (name: string, title: string, unit: MeasureInfo['unit']): Measure => ({
  kind: 'sampled',
  metric: name,
  subject: 'host',
  aggregate: 'avg',
  info: ofSystem({
    id: 'S1',
    name: `host_${name}`,
    title,
    unit,
    definition: `${title} of the orchestrator's host, mean of the samples in each bucket`,
    better: 'lower',
    prometheus: `eljefe_host_${name}`,
    absent_hint: HOST_HINT,
  }),
});

/** S1: resources of hosts, and of agents where their jobs tell. */
const agentUse = (column: string, title: string, unit: MeasureInfo['unit']): Measure => ({
  kind: 'sql',
  info: ofJobs({
    id: 'S1',
    name: `agent_${column}`,
    title: `${title} per agent`,
    unit,
    definition: `mean over ended jobs that report it; within a job ${column.endsWith('percent') ? 'the mean of its samples' : column === 'memory_bytes' ? 'the peak' : 'the total'}`,
    better: 'lower',
    absent_hint: SENT_HINT,
  }),
  rows: 'usage',
  where: `${ENDED} AND ${column} IS NOT NULL`,
  value: { value: `avgOrNull(${column})` },
  count: 'count()',
  zeroWhenEmpty: false,
});

const RESOURCES: readonly Measure[] = [
  host('cpu_percent', 'Host CPU', 'percent'),
  host('memory_percent', 'Host memory', 'percent'),
  host('memory_used_bytes', 'Host memory used', 'bytes'),
  host('disk_percent', 'Host disk', 'percent'),
  host('disk_used_bytes', 'Host disk used', 'bytes'),
  {
    kind: 'absent',
    info: ofSystem({
      id: 'S1',
      name: 'host_network_bytes',
      title: 'Host network',
      unit: 'bytes',
      definition: 'bytes received and sent by the orchestrator’s host',
      better: 'neither',
      absent_hint: 'El Jefe’s resource interface tells CPU, memory and disk alone; per job see agent_network_bytes.',
    }),
  },
  {
    kind: 'absent',
    info: ofSystem({
      id: 'S1',
      name: 'host_gpu_percent',
      title: 'Host GPU',
      unit: 'percent',
      definition: 'use of the host’s GPUs',
      better: 'lower',
      absent_hint: 'El Jefe’s resource interface tells CPU, memory and disk alone; per job see agent_gpu_percent.',
    }),
  },
  agentUse('cpu_percent', 'CPU', 'percent'),
  agentUse('memory_bytes', 'Memory', 'bytes'),
  agentUse('gpu_percent', 'GPU', 'percent'),
  agentUse('network_bytes', 'Network', 'bytes'),
  agentUse('disk_bytes', 'Disk', 'bytes'),
];

interface Own {
  id: string;
  name: string;
  title: string;
  unit: MeasureInfo['unit'];
  definition: string;
  better: MeasureInfo['better'];
  aggregate: 'avg' | 'sum' | 'max';
  prometheus?: string;
  hint?: string;
}

/** A sample of the service itself, taken every 15 s and kept like any other series. */
const own = ({ hint, prometheus, aggregate, ...rest }: Own): Measure => ({
  kind: 'sampled',
  metric: rest.name,
  subject: 'service',
  aggregate,
  info: ofService({
    ...rest,
    ...(prometheus ? { prometheus } : {}),
    absent_hint: hint ?? 'The service has not run long enough to sample itself in this window.',
  }),
});

/** S2: is everything the product rests on well? */
const SERVICE_HEALTH: readonly Measure[] = [
  own({
    id: 'S2',
    name: 'api_response_time',
    title: 'API response time',
    unit: 'seconds',
    definition: 'mean time to answer an HTTP request, live streams left out; mean of the 15 s samples',
    better: 'lower',
    aggregate: 'avg',
    prometheus: 'eljefe_analytics_http_request_duration_seconds',
    hint: 'No request was answered in this window.',
  }),
  own({
    id: 'S2',
    name: 'store_response_time',
    title: 'Database response time',
    unit: 'seconds',
    definition: 'time of the smallest query through the whole store, probed every 15 s',
    better: 'lower',
    aggregate: 'avg',
    prometheus: 'eljefe_store_probe_seconds',
  }),
  own({
    id: 'S2',
    name: 'cache_hit_rate',
    title: 'Answer cache hit rate',
    unit: 'ratio',
    definition: 'answers given from memory / answers that could be, per 15 s sample',
    better: 'higher',
    aggregate: 'avg',
    prometheus: 'eljefe_cache_answers_total',
    hint: 'No cacheable question was asked in this window.',
  }),
  own({
    id: 'S2',
    name: 'write_queue_depth',
    title: 'Write queue depth',
    unit: 'count',
    definition: 'rows accepted and on their way to the store, largest sample',
    better: 'lower',
    aggregate: 'max',
    prometheus: 'eljefe_store_queued_rows',
  }),
  own({
    id: 'S2',
    name: 'orchestrators_available',
    title: 'Orchestrators available',
    unit: 'ratio',
    definition: 'orchestrators that are heard / orchestrators watched, mean of the 15 s samples',
    better: 'higher',
    aggregate: 'avg',
    prometheus: 'eljefe_orchestrator_up',
    hint: 'No orchestrator is configured.',
  }),
];

const computed = (
  info: Omit<Own, 'aggregate'> & { target?: MeasureInfo['target']; dimensions?: string[] },
  compute: ComputedName
): Measure => {
  const { hint, prometheus, ...rest } = info;
  return {
    kind: 'computed',
    compute,
    info: ofSystem({
      ...rest,
      ...(prometheus ? { prometheus } : {}),
      absent_hint: hint ?? 'Nothing to compute it from in this window.',
    }),
  };
};

/** S3: does it keep its promises? */
const RELIABILITY: readonly Measure[] = [
  computed(
    {
      id: 'S3',
      name: 'system_health',
      title: 'System health',
      unit: 'score',
      definition:
        '0..100: 100 × weighted geometric mean of min(1, attainment / target) over success, response time, timeouts, orchestrators heard, store and host resources; absent parts lower the stated coverage, not the score',
      better: 'higher',
      prometheus: 'eljefe_system_health_score',
      hint: 'Nothing is known yet of any part.',
    },
    'systemHealth'
  ),
  computed(
    {
      id: 'S3',
      name: 'uptime',
      title: 'Uptime',
      unit: 'ratio',
      definition:
        'share of the time the orchestrators were known to be up, by their reachability changes in the window',
      better: 'higher',
      hint: 'No orchestrator was heard in this window.',
    },
    'uptime'
  ),
  computed(
    {
      id: 'S3',
      name: 'mtbf',
      title: 'Mean time between failures',
      unit: 'seconds',
      definition:
        'operating time / failures of orchestrators; without a failure a lower bound (operating time / 3, 95 %)',
      better: 'higher',
      hint: 'No orchestrator was heard in this window.',
    },
    'mtbf'
  ),
  computed(
    {
      id: 'S3',
      name: 'mttr',
      title: 'Mean time to restore',
      unit: 'seconds',
      definition: 'restricted mean of the Kaplan–Meier curve of outages of orchestrators; open outages are censored',
      better: 'lower',
      hint: 'No outage in this window.',
    },
    'mttr'
  ),
  computed(
    {
      id: 'S3',
      name: 'slo_compliance',
      title: 'SLO compliance',
      unit: 'ratio',
      definition: 'objectives whose attainment over their own window is at least their target / objectives with data',
      better: 'higher',
      prometheus: 'eljefe_slo_attainment_ratio',
      dimensions: ['slo'],
      hint: 'No objective has data. Objectives are configured as slos: [{name, measure, target, windowDays}].',
    },
    'sloCompliance'
  ),
  computed(
    {
      id: 'S3',
      name: 'error_budget_remaining',
      title: 'Error budget remaining',
      unit: 'ratio',
      definition: '1 − errors / errors allowed by the objective over its window; by objective, as one value the lowest',
      better: 'higher',
      prometheus: 'eljefe_slo_error_budget_remaining_ratio',
      dimensions: ['slo'],
      hint: 'No objective has data. Objectives are configured as slos: [{name, measure, target, windowDays}].',
    },
    'errorBudget'
  ),
  computed(
    {
      id: 'W3.3',
      name: 'data_integrity',
      title: 'Data integrity',
      unit: 'ratio',
      definition:
        'share of a sample of facts acknowledged since the start that are found in the store; 0 when the audit’s chain is broken',
      better: 'higher',
      prometheus: 'eljefe_facts_total',
      hint: 'Nothing was received since the start of the service.',
    },
    'dataIntegrity'
  ),
  own({
    id: 'W3.4',
    name: 'state_read_time',
    title: 'State snapshot time',
    unit: 'seconds',
    definition: 'time to take a snapshot of the live state, sampled every 15 s; backups are timed when they are made',
    better: 'lower',
    aggregate: 'avg',
  }),
  own({
    id: 'W3.4b',
    name: 'state_read_bytes',
    title: 'State snapshot size',
    unit: 'bytes',
    definition: 'size of a snapshot of the live state as JSON, sampled every 15 s',
    better: 'lower',
    aggregate: 'avg',
  }),
];

const SECURITY_HINT = 'No request was authenticated in this window.';

/** S4: who was let in, who was not? */
const SECURITY: readonly Measure[] = [
  own({
    id: 'S4',
    name: 'auth_success_rate',
    title: 'Authentication success',
    unit: 'ratio',
    definition: 'authentications that succeeded / all, per 15 s sample with any',
    better: 'higher',
    aggregate: 'avg',
    prometheus: 'eljefe_analytics_auth_total',
    hint: SECURITY_HINT,
  }),
  own({
    id: 'S4',
    name: 'auth_failures',
    title: 'Failed authentications',
    unit: 'count',
    definition: 'authentications refused in the window',
    better: 'lower',
    aggregate: 'sum',
    prometheus: 'eljefe_analytics_auth_total',
  }),
  own({
    id: 'S4',
    name: 'authorisation_failures',
    title: 'Calls refused for want of a role',
    unit: 'count',
    definition: 'calls by known callers whose role did not allow them',
    better: 'lower',
    aggregate: 'sum',
    prometheus: 'eljefe_analytics_auth_total',
  }),
  own({
    id: 'S4',
    name: 'rate_limited_calls',
    title: 'Rate-limited calls',
    unit: 'count',
    definition: 'calls refused because their address failed to authenticate too often',
    better: 'lower',
    aggregate: 'sum',
    prometheus: 'eljefe_analytics_auth_total',
  }),
  own({
    id: 'S4',
    name: 'breach_attempts',
    title: 'Suspected breach attempts',
    unit: 'count',
    definition: 'bursts of ten or more refused authentications or refused calls within five minutes, largest sample',
    better: 'lower',
    aggregate: 'max',
  }),
  {
    kind: 'sql',
    info: ofService({
      id: 'S4',
      name: 'audited_acts_ok',
      title: 'Audited acts that succeeded',
      unit: 'ratio',
      definition: 'acts of the audit whose outcome is ok / acts audited in the window',
      better: 'higher',
      dimensions: ['actor', 'role', 'action', 'outcome'],
      absent_hint: 'No act was audited in this window.',
    }),
    rows: 'audit',
    where: '1',
    value: { value: ratio(`countIf(outcome IN ('ok', 'confirmed', 'accepted', 'success'))`, 'count()') },
    count: 'count()',
    zeroWhenEmpty: false,
  },
  {
    kind: 'absent',
    info: ofService({
      id: 'S4',
      name: 'security_compliance',
      title: 'Security compliance score',
      unit: 'score',
      definition: 'share of a security baseline (encryption, access, retention, redaction) that is met',
      better: 'higher',
      absent_hint:
        'This version has no security baseline to check against; policy checks of jobs are compliance_adherence.',
    }),
  },
];

/** S rows of the specification, and those of W3 that concern the service itself. */
export const SYSTEM_MEASURES: readonly Measure[] = [...RESOURCES, ...SERVICE_HEALTH, ...RELIABILITY, ...SECURITY];
