import { type Session } from '@eljefe/contract';

import { bottlenecks } from '../graph/sessionPath';
import { betaQuantile } from './beta';

export interface LikelyBottleneck {
  workflow: string;
  step: string;
  probability: number;
  low: number;
  high: number;
  /** Runs in which the step was the worst, and all runs that could be judged. */
  hits: number;
  count: number;
  /** Mean share of the critical path it held where it was the worst; null where steps tell no dependencies. */
  share: number | null;
  /** Mean seconds it worked and waited where it was the worst. */
  workSeconds: number;
  waitSeconds: number;
}

interface Worst {
  step: string;
  share: number | null;
  work: number;
  wait: number;
}

/** Fewer judged runs than this tell nothing of the next one. */
export const MIN_RUNS = 5;

/** Longer sessions are left out: judging hundreds of them would hold up everything else. */
const MOST_STEPS = 300;

/** Without dependencies between its steps: the one that took longest with its wait. */
const longest = ({ steps }: Session): Worst | null => {
  const timed = steps.flatMap(({ name, duration_seconds, queue_seconds }): Worst[] =>
    duration_seconds === null ? [] : [{ step: name, share: null, work: duration_seconds, wait: queue_seconds ?? 0 }]
  );
  return timed.length < 2
    ? null
    : timed.reduce((most, one) => (one.work + one.wait > most.work + most.wait ? one : most));
};

const worstOf = (session: Session): Worst | null => {
  const [top] = bottlenecks(session, session.completed_at ?? session.last_news_at);
  return top === undefined
    ? longest(session)
    : { step: top.step.name, share: top.share, work: top.work, wait: top.wait };
};

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const judged = (workflow: string, found: readonly Worst[]): LikelyBottleneck | null => {
  const byStep = new Map<string, Worst[]>();
  found.forEach((one) => byStep.set(one.step, [...(byStep.get(one.step) ?? []), one]));
  const [most] = [...byStep].sort(([, a], [, b]) => b.length - a.length);
  if (most === undefined || found.length < MIN_RUNS) {
    return null;
  }
  const [step, hits] = most;
  const [a, b] = [hits.length + 0.5, found.length - hits.length + 0.5];
  const shares = hits.flatMap(({ share }) => share ?? []);
  return {
    workflow,
    step,
    probability: a / (a + b),
    low: betaQuantile(0.025, a, b),
    high: betaQuantile(0.975, a, b),
    hits: hits.length,
    count: found.length,
    share: shares.length === 0 ? null : mean(shares),
    workSeconds: mean(hits.map(({ work }) => work)),
    waitSeconds: mean(hits.map(({ wait }) => wait)),
  };
};

/**
 * P2: for each workflow the step that most often was the worst of its ended runs (what halving its work would gain, on the
 * critical path with waits; without dependencies the longest), with Jeffreys' probability that it is again and 95 %
 * interval. This is the "most frequent" rule, which recorded workflows gave no method to beat (methods.md, 3.6).
 */
export const likelyBottlenecks = (sessions: readonly Session[]): LikelyBottleneck[] => {
  const byWorkflow = new Map<string, Worst[]>();
  for (const session of sessions) {
    const isJudged = session.workflow_id !== null && session.steps.length <= MOST_STEPS;
    const worst = isJudged ? worstOf(session) : null;
    if (worst !== null && session.workflow_id !== null) {
      byWorkflow.set(session.workflow_id, [...(byWorkflow.get(session.workflow_id) ?? []), worst]);
    }
  }
  return [...byWorkflow].flatMap(([workflow, found]) => judged(workflow, found) ?? []);
};
