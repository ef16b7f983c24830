import { type MeasureInfo } from '@eljefe/contract';

import { ofSystem } from './describe';
import { type ComputedName, type Measure } from './measure';
import { own, type Own } from './ownSample';

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

/** W3.4: readings of an orchestrator's state, sampled by its adapter. */
const orchestratorRead = (info: Pick<Own, 'id' | 'name' | 'title' | 'unit' | 'definition'>): Measure => ({
  kind: 'sampled',
  metric: info.name,
  subject: 'host',
  aggregate: 'avg',
  info: ofSystem({
    ...info,
    better: 'lower',
    absent_hint: 'No orchestrator is read over HTTP. Configure orchestrators: [{name, url}].',
  }),
});

/** S3, W3.3, W3.4: does it keep its promises? */
export const RELIABILITY_MEASURES: readonly Measure[] = [
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
  orchestratorRead({
    id: 'W3.4c',
    name: 'orchestrator_read_time',
    title: 'Orchestrator state reading time',
    unit: 'seconds',
    definition: 'time to read the whole state of an orchestrator over HTTP, mean of the readings of each 15 s',
  }),
  orchestratorRead({
    id: 'W3.4d',
    name: 'orchestrator_read_bytes',
    title: 'Orchestrator state size',
    unit: 'bytes',
    definition: 'size of the whole state of an orchestrator as it answers it, mean of the readings of each 15 s',
  }),
];
