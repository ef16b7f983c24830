import { Type, type Static } from '@sinclair/typebox';

import { EpochMs, Nullable, OneOf } from './schema';
import { Notice } from './state';
import { Severity } from './status';

export const INSIGHT_KINDS = [
  'target_missed',
  'change',
  'stall',
  'deadlock',
  'loop',
  'budget',
  'slo',
  'bottleneck',
  'orchestrator',
] as const;

/** What an insight rests on: the figures, their number, the window and the method (methods.md, rule 7). */
export const Evidence = Type.Object(
  {
    measure: Nullable(Type.String()),
    value: Nullable(Type.Number()),
    count: Nullable(Type.Number({ description: 'rows the value rests on' })),
    target: Nullable(Type.Number()),
    former: Nullable(Type.Number()),
    former_count: Nullable(Type.Number()),
    p_value: Nullable(Type.Number()),
    low: Nullable(Type.Number({ description: '95 % interval of the value or of the change, where known' })),
    high: Nullable(Type.Number()),
    method: Type.String(),
  },
  { $id: 'Evidence' }
);
export type Evidence = Static<typeof Evidence>;

/** One thing worth knowing, in words, with what it rests on and what to do. */
export const Insight = Type.Object(
  {
    id: Type.String(),
    kind: OneOf(INSIGHT_KINDS),
    severity: Severity,
    title: Type.String(),
    text: Type.String(),
    action: Type.String({ description: 'what to do' }),
    confidence: OneOf(['certain', 'high', 'medium', 'low'] as const),
    since: Nullable(EpochMs),
    evidence: Evidence,
    subject_kind: Nullable(
      OneOf(['job', 'session', 'agent_type', 'workflow', 'orchestrator', 'budget', 'slo'] as const)
    ),
    subject: Nullable(Type.String()),
    source: Nullable(Type.String()),
  },
  { $id: 'Insight' }
);
export type Insight = Static<typeof Insight>;

/** One measure now and in the equal window before. */
export const PerformanceTrend = Type.Object(
  {
    measure: Type.String(),
    title: Type.String(),
    unit: Type.String(),
    better: OneOf(['higher', 'lower', 'neither'] as const),
    value: Nullable(Type.Number()),
    count: Type.Number(),
    former: Nullable(Type.Number()),
    former_count: Type.Number(),
    change: Nullable(Type.Number({ description: 'relative, 0.1 = 10 % more' })),
    direction: OneOf(['better', 'worse', 'unchanged', 'unknown'] as const, 'unchanged: no difference shown'),
    p_value: Nullable(Type.Number()),
    method: Nullable(Type.String()),
    reason: Nullable(Type.String({ description: 'why there is no verdict' })),
  },
  { $id: 'PerformanceTrend' }
);
export type PerformanceTrend = Static<typeof PerformanceTrend>;

export const HealthPart = Type.Object({
  name: Type.String(),
  attainment: Nullable(Type.Number({ description: '0..1 of its target; null: not known' })),
  weight: Type.Number(),
  text: Type.String(),
});
export type HealthPart = Static<typeof HealthPart>;

/** 100 × weighted geometric mean of the parts known; `coverage` is the share of the weight that is known. */
export const Health = Type.Object(
  {
    score: Nullable(Type.Number({ minimum: 0, maximum: 100 })),
    coverage: Type.Number(),
    lowest: Nullable(Type.String()),
    parts: Type.Array(HealthPart),
  },
  { $id: 'Health' }
);
export type Health = Static<typeof Health>;

export const Opportunity = Type.Object({
  title: Type.String(),
  text: Type.String(),
  saving_usd: Nullable(Type.Number()),
  saving_seconds: Nullable(Type.Number()),
  subject: Nullable(Type.String()),
});
export type Opportunity = Static<typeof Opportunity>;

/** `GET /api/v1/insights?window=5m` (P5). */
export const Insights = Type.Object(
  {
    at: EpochMs,
    from: EpochMs,
    to: EpochMs,
    performance_trends: Type.Array(PerformanceTrend),
    anomaly_count: Type.Integer({
      description: 'significant changes against the former window, stalls, deadlocks and loops',
    }),
    active_alerts: Nullable(
      Type.Integer({ description: 'alerts that fire and have not been resolved, of the last day' })
    ),
    system_health_score: Nullable(Type.Number({ minimum: 0, maximum: 100 })),
    health: Health,
    optimization_opportunities: Type.Array(Opportunity),
    insights: Type.Array(Insight),
    notices: Type.Array(Notice),
  },
  { $id: 'Insights' }
);
export type Insights = Static<typeof Insights>;
