import { ofService } from './describe';
import { ratio, type Measure } from './measure';
import { own } from './ownSample';
import { RELIABILITY_MEASURES } from './reliability';
import { RESOURCE_MEASURES } from './resources';

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
      definition: 'acts of the audit (all but reads and sendings) whose outcome is ok / acts audited in the window',
      better: 'higher',
      dimensions: ['actor', 'role', 'action', 'outcome'],
      absent_hint: 'No act was audited in this window.',
    }),
    rows: 'audit',
    where: `action NOT IN ('read', 'send')`,
    value: {
      value: ratio(`sumIf(calls, outcome IN ('ok', 'confirmed', 'accepted', 'success'))`, 'sum(calls)'),
    },
    count: 'sum(calls)',
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
export const SYSTEM_MEASURES: readonly Measure[] = [
  ...RESOURCE_MEASURES,
  ...SERVICE_HEALTH,
  ...RELIABILITY_MEASURES,
  ...SECURITY,
];
