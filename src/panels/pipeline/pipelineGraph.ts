import { type HandoffRow, type StepRow } from './pipeline.types';

export interface PipelineEdge {
  from: string;
  to: string;
  /** What was handed over along it; null when the edge is only a dependency. */
  handoff: HandoffRow | null;
  /** The step's last parent on the critical path. */
  critical: boolean;
}

export interface PipelineGraph {
  steps: readonly StepRow[];
  edges: readonly PipelineEdge[];
  /** By step id: what it waits for, and what waits for it. */
  parents: ReadonlyMap<string, readonly string[]>;
  children: ReadonlyMap<string, readonly string[]>;
}

/** A told id names a step, or one of its jobs. */
const idFinder = (steps: readonly StepRow[]): ((id: string) => string | undefined) => {
  const known = new Map<string, string>();
  steps.forEach((step) => step.jobIds.forEach((job) => known.set(job, step.id)));
  steps.forEach((step) => known.set(step.id, step.id));
  return (id) => known.get(id);
};

const listsOf = (pairs: ReadonlyArray<readonly [string, string]>): Map<string, string[]> => {
  const lists = new Map<string, string[]>();
  pairs.forEach(([key, value]) => {
    const list = lists.get(key);
    if (list) {
      list.push(value);
    } else {
      lists.set(key, [value]);
    }
  });
  return lists;
};

/** Of the parents on the critical path the one that ended last is the one that was waited for. */
const criticalEdges = (steps: readonly StepRow[], parents: ReadonlyMap<string, readonly string[]>): Set<string> => {
  const byId = new Map(steps.map((step) => [step.id, step]));
  return new Set(
    steps.flatMap((step) => {
      const candidates = (parents.get(step.id) ?? []).flatMap((id) => {
        const parent = byId.get(id);
        return parent?.critical ? [parent] : [];
      });
      const [first, ...rest] = candidates;
      if (!step.critical || !first) {
        return [];
      }
      const last = rest.reduce((a, b) => ((b.endedAtMs ?? Infinity) > (a.endedAtMs ?? Infinity) ? b : a), first);
      return [`${last.id}\u0000${step.id}`];
    })
  );
};

/** Steps with their explicit edges, each pair once. An edge that names no known step is left out; none is ever guessed. */
export const pipelineGraph = (steps: readonly StepRow[], handoffs: readonly HandoffRow[]): PipelineGraph => {
  const find = idFinder(steps);
  const edges = new Map<string, { from: string; to: string; handoff: HandoffRow | null }>();
  const add = (from: string | undefined, to: string | undefined, handoff: HandoffRow | null): void => {
    if (from !== undefined && to !== undefined && from !== to) {
      const key = `${from}\u0000${to}`;
      edges.set(key, { from, to, handoff: handoff ?? edges.get(key)?.handoff ?? null });
    }
  };
  steps.forEach((step) => step.dependsOn.forEach((id) => add(find(id), step.id, null)));
  handoffs.forEach((handoff) => add(find(handoff.from), find(handoff.to), handoff));
  const list = [...edges.values()];
  const parents = listsOf(list.map(({ from, to }) => [to, from]));
  const critical = criticalEdges(steps, parents);
  return {
    steps,
    edges: list.map((edge) => ({ ...edge, critical: critical.has(`${edge.from}\u0000${edge.to}`) })),
    parents,
    children: listsOf(list.map(({ from, to }) => [from, to])),
  };
};
