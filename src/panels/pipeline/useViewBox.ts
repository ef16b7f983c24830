import { useCallback, useLayoutEffect, useRef, useState, type RefCallback } from 'react';

import { type ViewBox } from './visibleItems';

/** Scrolling draws anew only after this many pixels; overscan covers them. */
const STEP_PX = 64;

interface Size {
  width: number;
  height: number;
}

interface Scroll {
  ref: RefCallback<HTMLDivElement>;
  /** The scrolled element, null before it is drawn. */
  element: () => HTMLDivElement | null;
  /** What shows, in unscaled units. */
  view: ViewBox;
  onScroll: () => void;
  /** Brings a place into the middle. */
  centre: (x: number, y: number) => void;
}

/** Follows which part of a scrolled and scaled drawing shows. A change of scale keeps the middle in the middle. */
export const useViewBox = (scale: number, size: Size): Scroll => {
  const scrolled = useRef<HTMLDivElement | null>(null);
  // A callback and a mutable ref fit the types of React 18 and of 19 alike.
  const ref = useCallback((found: HTMLDivElement | null) => {
    scrolled.current = found;
  }, []);
  const current = useCallback(() => scrolled.current, []);
  const [corner, setCorner] = useState({ left: 0, top: 0 });
  const former = useRef(scale);

  const onScroll = useCallback(() => {
    const element = scrolled.current;
    if (element) {
      const left = Math.floor(element.scrollLeft / STEP_PX) * STEP_PX;
      const top = Math.floor(element.scrollTop / STEP_PX) * STEP_PX;
      setCorner((old) => (old.left === left && old.top === top ? old : { left, top }));
    }
  }, []);

  useLayoutEffect(() => {
    const element = scrolled.current;
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
      const element = scrolled.current;
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
  return { ref, element: current, view, onScroll, centre };
};
