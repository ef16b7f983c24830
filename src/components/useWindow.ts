import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';

import { offsetsOf, visibleRange, type View } from './visibleRange';

/** Scrolling draws anew only after this many pixels; overscan covers them. */
const STEP_PX = 48;
const OVERSCAN_PX = 160;

interface Input {
  heights: readonly number[];
  /** Used until the element has been measured. */
  fallbackHeight: number;
  /** A strip that must stay drawn although it is out of sight, because the focus is in it; −1 for none. */
  keep: number;
}

export interface Strip {
  index: number;
  top: number;
}

/** Draws only the strips of a scroll area that are in sight. Heights are known, so nothing is measured but the area itself. */
export const useWindow = ({ heights, fallbackHeight, keep }: Input) => {
  const ref = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ top: 0, height: fallbackHeight });
  const offsets = useMemo(() => offsetsOf(heights), [heights]);

  const onScroll = useCallback(() => {
    const element = ref.current;
    if (element) {
      const top = Math.floor(element.scrollTop / STEP_PX) * STEP_PX;
      const height = element.clientHeight || fallbackHeight;
      setView((old) => (old.top === top && old.height === height ? old : { top, height }));
    }
  }, [fallbackHeight]);

  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) {
      return undefined;
    }
    onScroll();
    const observer = new ResizeObserver(onScroll);
    observer.observe(element);
    return () => observer.disconnect();
  }, [onScroll]);

  const scrollTo = useCallback(
    (index: number) => {
      const element = ref.current;
      const [top, bottom] = [offsets[index], offsets[index + 1]];
      if (element && top !== undefined && bottom !== undefined) {
        if (top < element.scrollTop) {
          element.scrollTop = top;
        } else if (bottom > element.scrollTop + element.clientHeight) {
          element.scrollTop = bottom - element.clientHeight;
        }
      }
    },
    [offsets]
  );

  const strips = useMemo(() => {
    const range = visibleRange(offsets, view, OVERSCAN_PX);
    const indexes = keep < 0 || keep >= heights.length || range.includes(keep) ? range : [...range, keep];
    return indexes.sort((a, b) => a - b).map((index) => ({ index, top: offsets[index] ?? 0 }));
  }, [offsets, view, keep, heights.length]);

  return { ref, strips, totalHeight: offsets[offsets.length - 1] ?? 0, onScroll, scrollTo };
};
