/**
 * Rows and news are made durable side by side: both are sets, so half of them stored and all sent again does no harm. All are
 * waited for, or a late failure would go unheard.
 */
export const settleAll = async (work: ReadonlyArray<Promise<void>>): Promise<void> => {
  const outcomes = await Promise.allSettled(work);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
};

/** From the earliest to the latest of some times. */
export const timesOf = (times: readonly number[]): { from: number; to: number } => {
  const range = { from: times[0] ?? 0, to: times[0] ?? 0 };
  for (const time of times) {
    range.from = Math.min(range.from, time);
    range.to = Math.max(range.to, time);
  }
  return range;
};
