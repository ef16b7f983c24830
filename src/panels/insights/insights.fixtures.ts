import { type Evidence, type Health, type Insight, type Opportunity, type PerformanceTrend } from '@eljefe/contract';
import { FieldType, type DataFrame, type Field } from '@grafana/data';

/** Instant of all samples: 2026-03-01 14:35:00 UTC. */
export const AT_MS = Date.UTC(2026, 2, 1, 14, 35, 0);

const NO_EVIDENCE: Evidence = {
  measure: null,
  value: null,
  count: null,
  target: null,
  former: null,
  former_count: null,
  p_value: null,
  low: null,
  high: null,
  method: '',
};

export const insight = (id: string, change: Partial<Insight> = {}): Insight => ({
  id,
  kind: 'change',
  severity: 'info',
  title: `insight ${id}`,
  text: '',
  action: '',
  confidence: 'high',
  since: null,
  evidence: NO_EVIDENCE,
  subject_kind: null,
  subject: null,
  source: null,
  ...change,
});

export const errorRate = insight('target:error_rate', {
  kind: 'target_missed',
  severity: 'warning',
  title: 'Error rate of coder misses its target',
  text: '12.1 % over 66 jobs, target < 5.0 %.',
  action: 'Open the agent type and look at its failed and slowest jobs.',
  since: AT_MS - 600_000,
  evidence: {
    ...NO_EVIDENCE,
    measure: 'error_rate',
    value: 0.121,
    count: 66,
    target: 0.05,
    former: 0.02,
    former_count: 70,
    p_value: 0.0004,
    low: 0.062,
    high: 0.221,
    method: 'Wilson interval against the target',
  },
  subject_kind: 'agent_type',
  subject: 'coder',
});

export const stuck = insight('stall:session-12', {
  kind: 'stall',
  severity: 'critical',
  title: 'Session session-12 stands still',
  text: 'Step research has had no news for 12 min, its p99 is 4 min; draft and review wait for it.',
  action: 'Look at the last events of research; restart it in the orchestrator when it hangs.',
  confidence: 'certain',
  since: AT_MS - 720_000,
  subject_kind: 'session',
  subject: 'session-12',
});

export const HEALTH: Health = {
  score: 71.6,
  coverage: 0.9,
  lowest: 'errors',
  parts: [
    { name: 'success rate', weight: 3, attainment: 0.93, text: '88.2 % of 136 jobs, target above 95 %' },
    { name: 'errors', weight: 2, attainment: 0.41, text: '11.8 % failed, target below 5 %' },
    { name: 'response time', weight: 2, attainment: 1, text: 'mean 24.3 s, target 30 s' },
    { name: 'orchestrators', weight: 3, attainment: 1, text: '2 of 2 heard' },
    { name: 'resources', weight: 1, attainment: null, text: 'no host tells its resources: not counted' },
  ],
};

export const TRENDS: PerformanceTrend[] = [
  {
    measure: 'error_rate',
    title: 'Error rate',
    unit: 'ratio',
    better: 'lower',
    value: 0.118,
    count: 136,
    former: 0.021,
    former_count: 140,
    change: 4.6,
    direction: 'worse',
    p_value: 0.0004,
    method: 'two proportions',
    reason: null,
  },
  {
    measure: 'response_time',
    title: 'Response time',
    unit: 'seconds',
    better: 'lower',
    value: 24.3,
    count: 136,
    former: 26.1,
    former_count: 140,
    change: -0.07,
    direction: 'unchanged',
    p_value: 0.3,
    method: 'rank sum',
    reason: null,
  },
  {
    measure: 'quality_score',
    title: 'Quality',
    unit: 'score',
    better: 'higher',
    value: null,
    count: 0,
    former: null,
    former_count: 0,
    change: null,
    direction: 'unknown',
    p_value: null,
    method: null,
    reason: 'no scores in either window',
  },
];

export const OPPORTUNITIES: Opportunity[] = [
  {
    title: 'Cache the system prompt of researcher',
    text: '61 % of its input tokens repeat within five minutes.',
    saving_usd: 3.4,
    saving_seconds: null,
    subject: 'researcher',
  },
];

interface FrameInput {
  insights: readonly Insight[];
  about?: Record<string, unknown>;
}

const TYPES: Readonly<Record<string, FieldType>> = { since: FieldType.time, evidence: FieldType.other };

/** The data source's frame `insights`, with what it says beside the rows wrapped as it arrives. */
export const insightsFrame = ({ insights, about }: FrameInput): DataFrame => {
  const records = insights.map((one): Record<string, unknown> => ({ ...one, measure: one.evidence.measure }));
  const fields = [...Object.keys(insight('sample')), 'measure'].map((name): Field => ({
    name,
    type: TYPES[name] ?? FieldType.string,
    config: {},
    values: records.map((record) => record[name] ?? null),
  }));
  const custom = {
    at: AT_MS,
    from: AT_MS - 300_000,
    to: AT_MS,
    anomaly_count: 1,
    active_alerts: 2,
    system_health_score: HEALTH.score,
    health: HEALTH,
    performance_trends: TRENDS,
    optimization_opportunities: OPPORTUNITIES,
    ...about,
  };
  return { name: 'insights', length: insights.length, fields, meta: { custom: { custom, age_seconds: 0 } } };
};
