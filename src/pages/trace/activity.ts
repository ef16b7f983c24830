import { type TimeAxis } from './timeAxis';
import { type TraceTree } from './trace.types';

export interface ActivityBucket {
  /** Spans without children under way in it. */
  busy: number;
  failed: boolean;
}

/** How much was going on along the axis, for the strip above the timeline. */
export const activity = ({ nodes }: TraceTree, axis: TimeAxis, buckets: number): ActivityBucket[] => {
  const change = new Float64Array(buckets + 1);
  const failed = new Uint8Array(buckets);
  const bucketOf = (ms: number): number => Math.min(buckets - 1, Math.floor(axis.toX(ms) * buckets));
  for (const { span, children } of nodes) {
    const [first, last] = [bucketOf(span.startMs), bucketOf(span.startMs + span.durationMs)];
    if (children === 0) {
      change[first] = (change[first] ?? 0) + 1;
      change[last + 1] = (change[last + 1] ?? 0) - 1;
    }
    if (span.failed) {
      failed[last] = 1;
    }
  }
  let busy = 0;
  return Array.from({ length: buckets }, (_, index) => {
    busy += change[index] ?? 0;
    return { busy, failed: failed[index] === 1 };
  });
};
