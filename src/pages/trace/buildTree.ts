import { type Span, type TraceNode, type TraceTree } from './trace.types';

const endOf = ({ startMs, durationMs }: Span): number => startMs + durationMs;

const byStart = (left: Span, right: Span): number =>
  left.startMs - right.startMs || endOf(right) - endOf(left) || left.id.localeCompare(right.id);

/** One span an id: of several, the one that ends last is the newest news. */
const unique = (spans: readonly Span[]): Map<string, Span> => {
  const byId = new Map<string, Span>();
  for (const span of spans) {
    const held = byId.get(span.id);
    if (!held || endOf(held) < endOf(span)) {
      byId.set(span.id, span);
    }
  }
  return byId;
};

/** Ids from which following the parents leads to a root; the others go round in circles. */
const rooted = (byId: ReadonlyMap<string, Span>): Set<string> => {
  const good = new Set<string>();
  for (const id of byId.keys()) {
    const walked = new Set<string>();
    let at: string | null = id;
    while (at !== null && byId.has(at) && !good.has(at) && !walked.has(at)) {
      walked.add(at);
      at = byId.get(at)?.parentId ?? null;
    }
    if (at === null || !walked.has(at)) {
      walked.forEach((one) => good.add(one));
    }
  }
  return good;
};

const childrenOf = (byId: ReadonlyMap<string, Span>): { roots: Span[]; children: Map<string, Span[]> } => {
  const good = rooted(byId);
  const roots: Span[] = [];
  const children = new Map<string, Span[]>();
  for (const span of byId.values()) {
    const { id, parentId } = span;
    if (parentId === null || !byId.has(parentId) || !good.has(id)) {
      roots.push(span);
    } else {
      const siblings = children.get(parentId);
      if (siblings) {
        siblings.push(span);
      } else {
        children.set(parentId, [span]);
      }
    }
  }
  roots.sort(byStart);
  children.forEach((siblings) => siblings.sort(byStart));
  return { roots, children };
};

interface Place {
  span: Span;
  depth: number;
  parent: number;
}

/** Each node after its parent, without recursion: a trace may be thousands deep. */
const walk = (roots: readonly Span[], children: ReadonlyMap<string, readonly Span[]>): TraceNode[] => {
  const nodes: TraceNode[] = [];
  const seen = new Set<string>();
  const pending: Place[] = roots.map((span) => ({ span, depth: 0, parent: -1 })).reverse();
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { span, depth, parent } = place;
    if (seen.has(span.id)) {
      continue;
    }
    seen.add(span.id);
    const below = children.get(span.id) ?? [];
    const index = nodes.length;
    nodes.push({
      span,
      depth,
      parent,
      end: index + 1,
      children: below.length,
      orphan: parent === -1 && span.parentId !== null,
      failedBelow: span.failed,
    });
    for (let child = below.length - 1; child >= 0; child -= 1) {
      const one = below[child];
      if (one) {
        pending.push({ span: one, depth: depth + 1, parent: index });
      }
    }
  }
  return nodes;
};

/** Ends and failures reach up to the parents, from the last node to the first. */
const liftUp = (nodes: TraceNode[]): void => {
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const node = nodes[index];
    const parent = node ? nodes[node.parent] : undefined;
    if (node && parent) {
      parent.end = Math.max(parent.end, node.end);
      parent.failedBelow = parent.failedBelow || node.failedBelow;
    }
  }
};

/**
 * Puts spans in their places (T1). Spans whose parent was not sent, or which go round in circles, become roots: nothing is
 * lost. Of spans with one id the one that ends last counts.
 */
export const buildTree = (spans: readonly Span[]): TraceTree => {
  const byId = unique(spans);
  const { roots, children } = childrenOf(byId);
  const nodes = walk(roots, children);
  liftUp(nodes);
  let [startMs, endMs, failed] = [Infinity, -Infinity, 0];
  for (const { span } of nodes) {
    startMs = Math.min(startMs, span.startMs);
    endMs = Math.max(endMs, endOf(span));
    failed += span.failed ? 1 : 0;
  }
  return nodes.length === 0 ? { nodes, startMs: 0, endMs: 0, failed } : { nodes, startMs, endMs, failed };
};
