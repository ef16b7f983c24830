import { isEnded, type Session, type Step } from '@eljefe/contract';

import { stepGraph } from './stepGraph';
import { cyclesOf } from './tarjan';

/** A circle of steps each of which waits for the next: none can ever go on (W2.4). */
export interface Deadlock {
  source: string;
  session_id: string;
  workflow: string | null;
  steps: string[];
}

/** A step without news while another waits for it. */
export interface Stall {
  source: string;
  session_id: string;
  workflow: string | null;
  step: string;
  agent_type: string | null;
  silentSeconds: number;
  limitSeconds: number;
  /** Steps that wait for it. */
  waiting: string[];
}

/** Steps that are not done, and for whom they wait: AND-waits over explicit edges. */
const waitFor = (session: Session): { steps: Step[]; edges: number[][] } => {
  const nodes = stepGraph({ steps: session.steps, handoffs: [] }).filter(({ step }) => !isEnded(step.status));
  const numbers = new Map(nodes.map((node, index) => [node, index]));
  return {
    steps: nodes.map(({ step }) => step),
    edges: nodes.map(({ parents }) => parents.flatMap((parent) => numbers.get(parent) ?? [])),
  };
};

/** Circles in the wait-for graph of an open session. */
export const deadlocksOf = (session: Session): Deadlock[] => {
  if (isEnded(session.status)) {
    return [];
  }
  const { steps, edges } = waitFor(session);
  return cyclesOf(edges).map((members) => ({
    source: session.source,
    session_id: session.session_id,
    workflow: session.workflow_id,
    steps: members.flatMap((node) => steps[node]?.step_id ?? []).sort(),
  }));
};

/** What is usual for a step: its durations, s, over recent runs. */
export interface Usual {
  runs: number;
  p95: number;
  p99: number;
}

export interface StallRules {
  /** Never shorter than this, s. */
  minSeconds: number;
  /** For steps with too few runs to know, s. */
  unknownSeconds: number;
}

/** Runs from which p99 alone is trusted, and from which it is trusted at all. */
const MANY_RUNS = 200;
const SOME_RUNS = 50;

/** Seconds without news after which a step counts as stalled. */
export const stallLimit = (usual: Usual | null, { minSeconds, unknownSeconds }: StallRules): number => {
  if (usual === null || usual.runs < SOME_RUNS) {
    return Math.max(minSeconds, unknownSeconds);
  }
  return Math.max(minSeconds, usual.runs >= MANY_RUNS ? usual.p99 : Math.max(usual.p99, 3 * usual.p95));
};

export interface StallAsk {
  /** Epoch ms. */
  now: number;
  rules: StallRules;
  lastNewsAt(step: Step): number | null;
  usual(step: Step): Usual | null;
}

/** Steps of an open session that have gone silent while another waits. Waiting for a person is not silence. */
export const stallsOf = (session: Session, { now, rules, lastNewsAt, usual }: StallAsk): Stall[] => {
  if (isEnded(session.status)) {
    return [];
  }
  const { steps, edges } = waitFor(session);
  const waiters: number[][] = steps.map(() => []);
  edges.forEach((targets, node) => targets.forEach((target) => waiters[target]?.push(node)));
  return steps.flatMap((step, node): Stall[] => {
    const news = lastNewsAt(step);
    const waitsItself = (edges[node] ?? []).length > 0;
    if (step.status !== 'running' || news === null || waitsItself || (waiters[node] ?? []).length === 0) {
      return [];
    }
    const silentSeconds = (now - news) / 1_000;
    const limitSeconds = stallLimit(usual(step), rules);
    return silentSeconds <= limitSeconds
      ? []
      : [
          {
            source: session.source,
            session_id: session.session_id,
            workflow: session.workflow_id,
            step: step.step_id,
            agent_type: step.agent_type,
            silentSeconds,
            limitSeconds,
            waiting: (waiters[node] ?? []).flatMap((waiter) => steps[waiter]?.step_id ?? []),
          },
        ];
  });
};
