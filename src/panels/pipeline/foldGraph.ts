import { CONDITIONS, conditionRank, type Condition } from '../../core/status/condition';
import { type Grouping } from './pipeline.options';
import { type StepRow } from './pipeline.types';
import { type PipelineEdge, type PipelineGraph } from './pipelineGraph';

/** What stands in the picture: one step, or a folded group of them. */
export type PipelineItem =
  | { kind: 'step'; key: string; step: StepRow; group: string | null; box: string | null }
  | { kind: 'group'; key: string; group: string; steps: readonly StepRow[]; counts: GroupCounts; critical: boolean };

export type GroupCounts = ReadonlyArray<{ condition: Condition; count: number }>;

export interface FoldedGraph {
  items: readonly PipelineItem[];
  edges: readonly PipelineEdge[];
}

const KEY: Readonly<Record<Exclude<Grouping, 'auto' | 'none'>, (step: StepRow) => string | null>> = {
  phase: (step) => step.phase,
  parallel: (step) => step.parallelGroup,
  agent_type: (step) => step.agentType,
};

/** Names that at least two steps share, with those steps. */
const sharedBy = (steps: readonly StepRow[], keyOf: (step: StepRow) => string | null): Map<string, StepRow[]> => {
  const groups = new Map<string, StepRow[]>();
  for (const step of steps) {
    const key = keyOf(step);
    if (key !== null) {
      const group = groups.get(key);
      if (group) {
        group.push(step);
      } else {
        groups.set(key, [step]);
      }
    }
  }
  return new Map([...groups].filter(([, group]) => group.length > 1));
};

interface GroupInput {
  steps: readonly StepRow[];
  grouping: Grouping;
  /** Above so many steps a crowd without phases is grouped by agent type. */
  foldAbove: number;
}

/** The groups that can be folded: by phase, else by parallel group, else (in a crowd) by agent type. */
export const groupsOf = ({ steps, grouping, foldAbove }: GroupInput): Map<string, StepRow[]> => {
  if (grouping === 'none') {
    return new Map();
  }
  if (grouping !== 'auto') {
    return sharedBy(steps, KEY[grouping]);
  }
  const ways = [KEY.phase, KEY.parallel, ...(steps.length > foldAbove ? [KEY.agent_type] : [])];
  return ways.map((way) => sharedBy(steps, way)).find((groups) => groups.size > 0) ?? new Map();
};

/** How many steps of each condition, worst first. */
export const countConditions = (steps: readonly StepRow[]): GroupCounts => {
  const counts = new Map<Condition, number>();
  steps.forEach(({ condition }) => counts.set(condition, (counts.get(condition) ?? 0) + 1));
  return CONDITIONS.flatMap((condition) => {
    const count = counts.get(condition);
    return count === undefined ? [] : [{ condition, count }];
  });
};

/** The worst condition in a list of steps. */
export const worstOf = (steps: readonly StepRow[]): Condition =>
  steps.reduce<Condition>(
    (worst, { condition }) => (conditionRank(condition) < conditionRank(worst) ? condition : worst),
    'done'
  );

interface FoldInput {
  graph: PipelineGraph;
  groups: ReadonlyMap<string, readonly StepRow[]>;
  folded: ReadonlySet<string>;
}

/** Puts each folded group in the place of its steps; edges inside it vanish, those across join the group. */
export const foldGraph = ({ graph, groups, folded }: FoldInput): FoldedGraph => {
  const groupOf = new Map([...groups].flatMap(([group, steps]) => steps.map((step) => [step.id, group] as const)));
  const items = new Map<string, PipelineItem>();
  const itemOf = new Map<string, string>();
  for (const step of graph.steps) {
    const group = groupOf.get(step.id) ?? null;
    const members = group === null ? undefined : groups.get(group);
    const key = group !== null && folded.has(group) ? `group ${group}` : `step ${step.id}`;
    itemOf.set(step.id, key);
    if (key.startsWith('step ')) {
      items.set(key, { kind: 'step', key, step, group, box: step.parallelGroup ?? group });
    } else if (group !== null && members && !items.has(key)) {
      const critical = members.some((member) => member.critical);
      items.set(key, { kind: 'group', key, group, steps: members, counts: countConditions(members), critical });
    }
  }
  const edges = new Map<string, PipelineEdge>();
  for (const edge of graph.edges) {
    const [from, to] = [itemOf.get(edge.from), itemOf.get(edge.to)];
    if (from !== undefined && to !== undefined && from !== to) {
      const key = `${from}\u0000${to}`;
      const known = edges.get(key);
      edges.set(key, {
        from,
        to,
        handoff: known?.handoff?.outcome === 'failed' ? known.handoff : (edge.handoff ?? known?.handoff ?? null),
        critical: edge.critical || (known?.critical ?? false),
      });
    }
  }
  return { items: [...items.values()], edges: [...edges.values()] };
};
