import { type Session, type Step } from '@eljefe/contract';

import { criticalPath, type Work } from './criticalPath';
import { hasEdges, stepGraph, stepSeconds, waitSeconds, type StepNode } from './stepGraph';

/** A step as the critical path sees it; seconds. */
export interface PathStep {
  step: Step;
  work: number;
  /** Queue or dispatch wait right before it. */
  wait: number;
  critical: boolean;
  /** Share of the critical path held by the step with its wait, 0..1. */
  share: number;
  slack: number;
}

export type SessionPath =
  { ok: true; seconds: number; steps: PathStep[]; order: string[] } | { ok: false; reason: string; cycles: string[][] };

const WAIT = 'wait\u0000';
/** Steps whose halving is tried out: the largest on the path. */
const MAX_TRIALS = 10;

/** Each step as two nodes: its wait, then its work. */
const worksOf = (nodes: readonly StepNode[], at: number): Work[] =>
  nodes.flatMap((node): Work[] => {
    const { step_id: id } = node.step;
    return [
      { id: WAIT + id, length: waitSeconds(node), parents: node.parents.map(({ step }) => step.step_id) },
      { id, length: stepSeconds(node.step, at) ?? 0, parents: [WAIT + id] },
    ];
  });

/**
 * W1.3: the critical path of a session with its waits, from explicit edges only.
 * @param at now, epoch ms, for what is still under way
 * @returns the path; or why there is none
 */
export const sessionPath = (session: Pick<Session, 'steps' | 'handoffs'>, at: number): SessionPath => {
  const nodes = stepGraph(session).filter(({ step }) => step.started_at !== null);
  if (nodes.length === 0) {
    return { ok: false, reason: 'no step of it tells when it started', cycles: [] };
  }
  if (nodes.length > 1 && !hasEdges(nodes)) {
    return { ok: false, reason: 'its steps tell no dependencies (depends_on, handoff_from)', cycles: [] };
  }
  const works = worksOf(nodes, at);
  const result = criticalPath(works);
  if (!result.ok) {
    const cycles = result.cycles.map((members) => members.filter((id) => !id.startsWith(WAIT)));
    return { ok: false, reason: 'its steps depend on each other in a circle', cycles };
  }
  const { length, path, slack } = result.critical;
  const onPath = new Set(path);
  const steps = nodes.map((node): PathStep => {
    const { step } = node;
    const id = step.step_id;
    const [work, wait] = [stepSeconds(step, at) ?? 0, waitSeconds(node)];
    const critical = onPath.has(id);
    const held = critical ? work + (onPath.has(WAIT + id) ? wait : 0) : 0;
    return {
      step,
      work,
      wait,
      critical,
      share: length === 0 ? 0 : held / length,
      slack: slack.get(id)?.slack ?? 0,
    };
  });
  return { ok: true, seconds: length, steps, order: path.filter((id) => !id.startsWith(WAIT)) };
};

export interface Bottleneck extends PathStep {
  /** What the whole would gain were the step's work halved, s. */
  savedIfHalved: number;
}

const lengthWithHalf = (works: readonly Work[], id: string): number => {
  const halved = works.map((work) => (work.id === id ? { ...work, length: work.length / 2 } : work));
  const result = criticalPath(halved);
  return result.ok ? result.critical.length : 0;
};

/** Steps that hold up the session most, the worst first: by what halving their work would gain, then by share (W1.3). */
export const bottlenecks = (session: Pick<Session, 'steps' | 'handoffs'>, at: number): Bottleneck[] => {
  const path = sessionPath(session, at);
  if (!path.ok) {
    return [];
  }
  const works = worksOf(
    stepGraph(session).filter(({ step }) => step.started_at !== null),
    at
  );
  return path.steps
    .filter(({ critical }) => critical)
    .sort((a, b) => b.share - a.share)
    .slice(0, MAX_TRIALS)
    .map((one) => ({ ...one, savedIfHalved: path.seconds - lengthWithHalf(works, one.step.step_id) }))
    .sort((a, b) => b.savedIfHalved - a.savedIfHalved || b.share - a.share);
};
