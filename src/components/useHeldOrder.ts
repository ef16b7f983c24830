import { useState } from 'react';

import { holdOrder } from './holdOrder';
import { useHold } from './useHold';

/**
 * Keeps rows in their places while the reader's pointer or focus is among them.
 * @param order what the reader chose to sort by: a new choice moves rows at once
 */
export const useHeldOrder = <T>(rows: readonly T[], keyOf: (row: T) => string, order: string) => {
  const { held, handlers } = useHold();
  const [places, setPlaces] = useState<{ order: string; keys: string[] } | null>(null);
  const take = (): void => {
    if (!held) {
      setPlaces({ order, keys: rows.map(keyOf) });
    }
  };
  const holds = held && places !== null && places.order === order;
  return {
    ...(holds ? holdOrder(rows, keyOf, places.keys) : { shown: rows, arrived: 0 }),
    handlers: {
      ...handlers,
      onPointerEnter: () => {
        take();
        handlers.onPointerEnter();
      },
      onFocus: () => {
        take();
        handlers.onFocus();
      },
    },
  };
};
