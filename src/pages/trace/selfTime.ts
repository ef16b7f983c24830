import { unionOf } from './timeAxis';
import { type TraceTree } from './trace.types';

/** How long a span was at work itself: its length without the times of its children, in ms. */
export const selfTimeMs = ({ nodes }: TraceTree, index: number): number => {
  const node = nodes[index];
  if (!node) {
    return 0;
  }
  const [from, to] = [node.span.startMs, node.span.startMs + node.span.durationMs];
  const children = nodes.slice(index + 1, node.end).filter(({ parent }) => parent === index);
  const covered = unionOf(
    children
      .map(({ span }) => ({
        from: Math.max(from, span.startMs),
        to: Math.min(to, span.startMs + span.durationMs),
      }))
      .filter((one) => one.to > one.from)
  );
  return node.span.durationMs - covered.reduce((sum, one) => sum + one.to - one.from, 0);
};
