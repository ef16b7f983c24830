import { isEnded, type Session, type Step } from '@eljefe/contract';

/** A step with the steps it depends on, by explicit edges alone, resolved to steps of the session. */
export interface StepNode {
  step: Step;
  parents: StepNode[];
}

/** Steps and their explicit edges: an edge names a step or one of its jobs; one that names neither is left out. */
export const stepGraph = ({ steps, handoffs }: Pick<Session, 'steps' | 'handoffs'>): StepNode[] => {
  const nodes = steps.map((step): StepNode => ({ step, parents: [] }));
  const byId = new Map<string, StepNode>();
  for (const node of nodes) {
    node.step.job_ids.forEach((id) => byId.set(id, node));
  }
  for (const node of nodes) {
    byId.set(node.step.step_id, node);
  }
  const connect = (node: StepNode | undefined, parent: StepNode | undefined): void => {
    if (node && parent && node !== parent && !node.parents.includes(parent)) {
      node.parents.push(parent);
    }
  };
  for (const node of nodes) {
    node.step.depends_on.forEach((id) => connect(node, byId.get(id)));
  }
  for (const { from_step, to_step } of handoffs) {
    const [from, to] = [byId.get(from_step), byId.get(to_step)];
    // A handoff back to a step that came before is a loop of the work, not an order of it.
    if (from && to && !reaches(from, to)) {
      connect(to, from);
    }
  }
  return nodes;
};

/** Does `from` depend on `target`, over any number of edges? */
const reaches = (from: StepNode, target: StepNode): boolean => {
  const seen = new Set<StepNode>([from]);
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === target) {
      return true;
    }
    for (const parent of node.parents) {
      if (!seen.has(parent)) {
        seen.add(parent);
        open.push(parent);
      }
    }
  }
  return false;
};

/** Has the session any explicit edge? Without one the order of its steps is not known, only their times. */
export const hasEdges = (nodes: readonly StepNode[]): boolean => nodes.some(({ parents }) => parents.length > 0);

/** Seconds a step has worked or waited for a person, up to `at` while it is under way; null when its start is not known. */
export const stepSeconds = (step: Step, at: number): number | null => {
  if (step.started_at === null) {
    return null;
  }
  const end = step.ended_at ?? (isEnded(step.status) ? null : at);
  return end === null ? null : Math.max(0, (end - step.started_at) / 1_000);
};

/** Seconds between the moment a step could have begun (its last parent's end, else its creation) and its start. */
export const waitSeconds = ({ step, parents }: StepNode): number => {
  if (step.started_at === null) {
    return 0;
  }
  const ends = parents.flatMap((parent) => parent.step.ended_at ?? []);
  const ready = ends.length > 0 ? Math.max(...ends, step.created_at ?? -Infinity) : step.created_at;
  return ready === null ? 0 : Math.max(0, (step.started_at - ready) / 1_000);
};
