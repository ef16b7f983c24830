import { type Interval } from './timeAxis';
import { type TraceNode, type TraceTree } from './trace.types';

export interface TraceFilter {
  /** Only what failed, with the way to it. */
  onlyFailed: boolean;
  /** Part of a name, of who did it, of a model or a tool; '' for everything. */
  search: string;
  /** Only what was under way in it; null for the whole time. */
  window: Interval | null;
}

/** Does the span itself pass? */
export const passesFilter = ({ span, failedBelow }: TraceNode, filter: TraceFilter): boolean => {
  const { onlyFailed, search, window } = filter;
  if (onlyFailed && !(span.failed || failedBelow)) {
    return false;
  }
  if (window !== null && (span.startMs > window.to || span.startMs + span.durationMs < window.from)) {
    return false;
  }
  const wanted = search.trim().toLowerCase();
  return (
    wanted === '' ||
    [span.name, span.who, span.model, span.tool, span.message, span.id].some((text) =>
      (text ?? '').toLowerCase().includes(wanted)
    )
  );
};

/** Nodes that pass, with all their ancestors. */
const kept = ({ nodes }: TraceTree, filter: TraceFilter): Uint8Array => {
  const keep = new Uint8Array(nodes.length);
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const node = nodes[index];
    if (node && (keep[index] === 1 || passesFilter(node, filter))) {
      keep[index] = 1;
      if (node.parent >= 0) {
        keep[node.parent] = 1;
      }
    }
  }
  return keep;
};

/**
 * Indexes of the nodes to show, in order: what passes the filter with the way to it, without what lies in a fold.
 * @param folded ids of spans whose descendants are hidden
 */
export const visibleNodes = (tree: TraceTree, filter: TraceFilter, folded: ReadonlySet<string>): number[] => {
  const everything = !filter.onlyFailed && filter.search.trim() === '' && filter.window === null;
  const keep = everything ? null : kept(tree, filter);
  const shown: number[] = [];
  for (let index = 0; index < tree.nodes.length;) {
    const node = tree.nodes[index];
    if (!node || (keep !== null && keep[index] === 0)) {
      index = node ? node.end : index + 1;
      continue;
    }
    shown.push(index);
    index = folded.has(node.span.id) ? node.end : index + 1;
  }
  return shown;
};

/** Ids of all spans at a depth and below it that have children: folding them leaves the upper levels. */
export const foldsBelow = ({ nodes }: TraceTree, depth: number): Set<string> =>
  new Set(nodes.filter((node) => node.children > 0 && node.depth >= depth).map(({ span }) => span.id));
