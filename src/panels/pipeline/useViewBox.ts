import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

import { type ViewBox } from './visibleItems';

/** Scrolling draws anew only after this many pixels; overscan covers them. */
const STEP_PX = 64;

interface Size {
  width: number;
  height: number;
}

interface Scroll {
  ref: RefObject<HTMLDivElement | null>;
  /** What shows, in unscaled units. */
  view: ViewBox;
  onScroll: () => void;
  /** Brings a place into the middle. */
  centre: (x: number, y: number) => void;
}

/** Follows which part of a scrolled and scaled drawing shows. A change of scale keeps the middle in the middle. */
export const useViewBox = (scale: number, size: Size): Scroll => {
  const ref = useRef<HTMLDivElement>(null);
  const [corner, setCorner] = useState({ left: 0, top: 0 });
  const former = useRef(scale);

  const onScroll = useCallback(() => {
    const element = ref.current;
    if (element) {
      const left = Math.floor(element.scrollLeft / STEP_PX) * STEP_PX;
      const top = Math.floor(element.scrollTop / STEP_PX) * STEP_PX;
      setCorner((old) => (old.left === left && old.top === top ? old : { left, top }));
    }
  }, []);

  useLayoutEffect(() => {
    const element = ref.current;
    const ratio = scale / former.current;
    former.current = scale;
    if (element && ratio !== 1) {
      element.scrollLeft = (element.scrollLeft + size.width / 2) * ratio - size.width / 2;
      element.scrollTop = (element.scrollTop + size.height / 2) * ratio - size.height / 2;
      onScroll();
    }
  }, [scale, size.width, size.height, onScroll]);

  const centre = useCallback(
    (x: number, y: number) => {
      const element = ref.current;
      if (element) {
        element.scrollLeft = Math.max(0, x * scale - size.width / 2);
        element.scrollTop = Math.max(0, y * scale - size.height / 2);
        onScroll();
      }
    },
    [scale, size.width, size.height, onScroll]
  );

  const view = {
    left: corner.left / scale,
    top: corner.top / scale,
    width: (size.width + STEP_PX) / scale,
    height: (size.height + STEP_PX) / scale,
  };
  return { ref, view, onScroll, centre };
};
