import { useLayoutEffect, useRef, useState } from 'react';

/** Width of an element in px, kept up to date; the fallback until it was measured. */
export const useWidth = <E extends HTMLElement>(fallback: number) => {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(fallback);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) {
      return undefined;
    }
    const measure = () => setWidth((old) => element.clientWidth || old);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
};
