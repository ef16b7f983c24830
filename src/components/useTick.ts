import { useEffect, useState } from 'react';

/**
 * The viewer's clock, read again at an interval.
 * @param everyMs interval in milliseconds
 * @returns epoch milliseconds
 */
export const useTick = (everyMs: number): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
};
