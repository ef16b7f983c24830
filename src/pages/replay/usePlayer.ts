import { useEffect, useState } from 'react';

import { type TimeAxis } from '../trace/timeAxis';
import { advanced, type PlayerState } from './player';

/** Drawn at most this often: text that changes faster cannot be read. */
const FRAME_MS = 100;

/** A replay that runs by the viewer's clock. */
export const usePlayer = (axis: TimeAxis, x: number) => {
  const [state, setState] = useState<PlayerState>({ x, playing: false, speed: 16 });
  const { playing } = state;
  useEffect(() => {
    if (!playing) {
      return undefined;
    }
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const elapsedMs = now - last;
      last = now;
      setState((held) => advanced(held, elapsedMs, axis));
    }, FRAME_MS);
    return () => clearInterval(timer);
  }, [playing, axis]);
  return { state, setState };
};
