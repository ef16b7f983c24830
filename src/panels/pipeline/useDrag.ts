import { useMemo, useRef, type PointerEvent } from 'react';

interface Drag {
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  onPointerUp: (event: PointerEvent<HTMLElement>) => void;
}

/** To be spread on a scroll area: the mouse moves it by its empty ground. Touch scrolls by itself. */
export const useDrag = (): Drag => {
  const from = useRef<{ x: number; y: number; left: number; top: number } | null>(null);
  return useMemo(
    () => ({
      onPointerDown: ({ currentTarget, target, ...event }) => {
        const onItem = target instanceof Element && target.closest('[data-pipeline-item], button') !== null;
        if (event.pointerType === 'mouse' && event.button === 0 && !onItem) {
          const { scrollLeft: left, scrollTop: top } = currentTarget;
          from.current = { x: event.clientX, y: event.clientY, left, top };
          currentTarget.setPointerCapture(event.pointerId);
        }
      },
      onPointerMove: ({ currentTarget, clientX, clientY }) => {
        if (from.current) {
          const { x, y, left, top } = from.current;
          currentTarget.scrollTo(left - (clientX - x), top - (clientY - y));
        }
      },
      onPointerUp: () => {
        from.current = null;
      },
    }),
    []
  );
};
