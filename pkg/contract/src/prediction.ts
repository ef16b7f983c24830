import { Type, type Static } from '@sinclair/typebox';

import { EpochMs, Nullable, OneOf } from './schema';
import { Notice } from './state';

/**
 * What is foretold.
 * - `failure`: that a job or session under way fails
 * - `remaining_time`: how long it still takes
 * - `bottleneck`: which step holds the next run of a workflow up most
 * - `cost`: what will have been spent at the end of the day and of the month
 * - `budget`: what will have been spent of a budget at the end of its period
 */
export const PREDICTION_KINDS = ['failure', 'remaining_time', 'bottleneck', 'cost', 'budget'] as const;
export type PredictionKind = (typeof PREDICTION_KINDS)[number];

/** One look ahead: what, how sure, on what it rests, what to do; without a value, why there is none. */
export const Prediction = Type.Object(
  {
    id: Type.String(),
    kind: OneOf(PREDICTION_KINDS),
    subject_kind: OneOf(['job', 'session', 'workflow', 'fleet', 'budget'] as const),
    subject: Type.String({ description: 'id or name of what it is about' }),
    title: Type.String({ description: 'in words, with the figure' }),
    source: Nullable(Type.String()),
    agent_type: Nullable(Type.String()),
    workflow: Nullable(Type.String()),
    probability: Nullable(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'failure, bottleneck: that it happens; budget: that it is overrun',
      })
    ),
    value: Nullable(Type.Number({ description: 'remaining_time: seconds, median; cost, budget: USD, expected' })),
    unit: OneOf(['ratio', 'seconds', 'usd'] as const, 'of low and high, and of value where there is one'),
    low: Nullable(Type.Number({ description: 'interval of the value, or of the probability where there is no value' })),
    high: Nullable(Type.Number()),
    level: Type.Number({ description: 'share of cases the interval is to hold, e.g. 0.8' }),
    horizon: Nullable(EpochMs),
    count: Type.Integer({ description: 'observations it rests on' }),
    method: Type.String(),
    evidence: Type.String(),
    cause: Nullable(Type.String({ description: 'likely cause' })),
    action: Type.String({ description: 'what to do' }),
    reason: Nullable(Type.String({ description: 'why there is no figure' })),
  },
  { $id: 'Prediction' }
);
export type Prediction = Static<typeof Prediction>;

/** How well failures were foretold on the newest part of the history, from the part before it alone. */
export const Skill = Type.Object(
  {
    jobs: Type.Integer({ description: 'jobs it was tried on' }),
    brier: Nullable(Type.Number()),
    base_brier: Nullable(Type.Number({ description: 'of saying the base rate for every job' })),
    skill: Nullable(Type.Number({ description: '1 − brier / base_brier; at most 0: no better than the base rate' })),
  },
  { $id: 'PredictionSkill' }
);
export type Skill = Static<typeof Skill>;

/** `GET /api/v1/predictions` (P1–P3). */
export const Predictions = Type.Object(
  { at: EpochMs, items: Type.Array(Prediction), failure_skill: Skill, notices: Type.Array(Notice) },
  { $id: 'Predictions' }
);
export type Predictions = Static<typeof Predictions>;
