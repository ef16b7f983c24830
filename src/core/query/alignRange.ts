const MIN_QUANTUM_MS = 1_000;
const MAX_QUANTUM_MS = 60_000;
const PARTS = 1_000;

export interface EpochRange {
  /** Epoch ms. */
  from: number;
  to: number;
}

/**
 * Widens a range to whole quanta (a thousandth of it, 1 s to 60 s), so that panels which each take their own "now"
 * within one refresh ask for the same range and share one request.
 */
export const alignRange = ({ from, to }: EpochRange): EpochRange => {
  const quantum = Math.min(MAX_QUANTUM_MS, Math.max(MIN_QUANTUM_MS, Math.round((to - from) / PARTS / 1000) * 1000));
  return { from: Math.floor(from / quantum) * quantum, to: Math.ceil(to / quantum) * quantum };
};
