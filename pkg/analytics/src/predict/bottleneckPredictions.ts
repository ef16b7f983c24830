import { type Prediction } from '@eljefe/contract';

import { type LikelyBottleneck } from './bottleneck';
import { duration, percent } from './words';

const actionFor = ({ step, workSeconds, waitSeconds }: LikelyBottleneck): string =>
  waitSeconds > workSeconds
    ? `Give ${step} more slots or start it earlier: it waits longer than it works.`
    : `Make ${step} faster, split it, or run parts of it side by side.`;

/** P2: for each workflow the step that is likely to hold its next run up most. */
export const bottleneckPredictions = (found: readonly LikelyBottleneck[]): Prediction[] =>
  found.map((one) => {
    const held = one.share === null ? 'took longest' : `held ${percent(one.share)} of the critical path`;
    return {
      id: `bottleneck:${one.workflow}`,
      kind: 'bottleneck',
      subject_kind: 'workflow',
      subject: one.workflow,
      title: `${one.step} holds ${one.workflow} up with ${percent(one.probability)} (${percent(one.low)} to ${percent(one.high)})`,
      source: null,
      agent_type: null,
      workflow: one.workflow,
      probability: one.probability,
      value: null,
      unit: 'ratio',
      low: one.low,
      high: one.high,
      level: 0.95,
      horizon: null,
      count: one.count,
      method: 'most frequent worst step of ended runs, Jeffreys interval',
      evidence: `in ${one.hits} of ${one.count} runs it ${held}: ${duration(one.workSeconds)} of work after ${duration(one.waitSeconds)} of waiting`,
      cause: one.waitSeconds > one.workSeconds ? 'waiting' : 'work',
      action: actionFor(one),
      reason: null,
    };
  });
