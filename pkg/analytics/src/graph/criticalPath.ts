import { cyclesOf } from './tarjan';

/** One piece of work of a graph: its length and what must be done before it. Unknown parents are ignored by the caller. */
export interface Work {
  id: string;
  /** ≥ 0, in any unit. */
  length: number;
  parents: readonly string[];
}

export interface Slack {
  earliest: number;
  latest: number;
  /** 0 on the critical path. */
  slack: number;
}

export interface CriticalPath {
  length: number;
  /** Ids along one longest path, first to last. */
  path: string[];
  slack: Map<string, Slack>;
}

export type CriticalResult = { ok: true; critical: CriticalPath } | { ok: false; cycles: string[][] };

interface Numbered {
  works: readonly Work[];
  parents: number[][];
  children: number[][];
}

const numbered = (works: readonly Work[]): Numbered => {
  const numbers = new Map(works.map(({ id }, index) => [id, index]));
  const parents = works.map((work) => [...new Set(work.parents)].flatMap((id) => numbers.get(id) ?? []));
  const children: number[][] = works.map(() => []);
  parents.forEach((list, node) => list.forEach((parent) => children[parent]?.push(node)));
  return { works, parents, children };
};

/** Parents before children (Kahn); shorter than the graph when it has a cycle. */
const topological = ({ parents, children }: Numbered): number[] => {
  const missing = parents.map((list) => list.length);
  const order = missing.flatMap((count, node) => (count === 0 ? [node] : []));
  for (let index = 0; index < order.length; index += 1) {
    for (const child of children[order[index] ?? 0] ?? []) {
      missing[child] = (missing[child] ?? 0) - 1;
      if (missing[child] === 0) {
        order.push(child);
      }
    }
  }
  return order;
};

const lengthOf = ({ works }: Numbered, node: number): number => works[node]?.length ?? 0;

const walkBack = (last: number, before: Int32Array): number[] => {
  const path: number[] = [];
  for (let node = last; node >= 0; node = before[node] ?? -1) {
    path.push(node);
  }
  return path.reverse();
};

const longest = (graph: Numbered, order: readonly number[]): CriticalPath => {
  const size = graph.works.length;
  const start = new Float64Array(size);
  const before = new Int32Array(size).fill(-1);
  let last = -1;
  let total = 0;
  for (const node of order) {
    for (const parent of graph.parents[node] ?? []) {
      const ready = (start[parent] ?? 0) + lengthOf(graph, parent);
      if (before[node] === -1 || ready > (start[node] ?? 0)) {
        start[node] = ready;
        before[node] = parent;
      }
    }
    const end = (start[node] ?? 0) + lengthOf(graph, node);
    if (last === -1 || end > total) {
      total = end;
      last = node;
    }
  }
  const latest = new Float64Array(size).fill(total);
  for (const node of [...order].reverse()) {
    const bound = (graph.children[node] ?? []).reduce((least, child) => Math.min(least, latest[child] ?? total), total);
    latest[node] = bound - lengthOf(graph, node);
  }
  const slack = new Map(
    graph.works.map(({ id }, node): [string, Slack] => {
      const [earliest, late] = [start[node] ?? 0, latest[node] ?? 0];
      return [id, { earliest, latest: late, slack: Math.max(0, late - earliest) }];
    })
  );
  return { length: total, path: walkBack(last, before).flatMap((node) => graph.works[node]?.id ?? []), slack };
};

/**
 * Longest weighted path through a graph of work (methods: critical path method), without recursion.
 * @returns its length, members and the slack of every node; or the cycles that make the graph no plan at all
 */
export const criticalPath = (works: readonly Work[]): CriticalResult => {
  const graph = numbered(works);
  const order = topological(graph);
  if (order.length < works.length) {
    const cycles = cyclesOf(graph.parents).map((members) => members.flatMap((node) => works[node]?.id ?? []));
    return { ok: false, cycles };
  }
  return { ok: true, critical: longest(graph, order) };
};
