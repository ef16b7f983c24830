import { useMemo, useState, type FocusEvent } from 'react';

interface Hold {
  held: boolean;
  /** To be spread on the element whose content must not move. */
  handlers: {
    onPointerEnter: () => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: (event: FocusEvent<HTMLElement>) => void;
  };
}

/** Is the reader's pointer or focus inside? Then nothing in there may change its place. */
export const useHold = (): Hold => {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const handlers = useMemo(
    () => ({
      onPointerEnter: () => setHovered(true),
      onPointerLeave: () => setHovered(false),
      onFocus: () => setFocused(true),
      onBlur: (event: FocusEvent<HTMLElement>) => {
        const next = event.relatedTarget;
        if (!(next instanceof Node) || !event.currentTarget.contains(next)) {
          setFocused(false);
        }
      },
    }),
    []
  );
  return { held: hovered || focused, handlers };
};
