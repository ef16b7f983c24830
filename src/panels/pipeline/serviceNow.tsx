import React, { createContext, useContext, type PropsWithChildren } from 'react';

import { useNow } from '../../components/now';

const ShiftContext = createContext(0);

/** How far the viewer's clock is ahead of the service's, ms: for the texts that count on, without drawing the cards anew. */
export const ServiceClock = ({ shiftMs, children }: PropsWithChildren<{ shiftMs: number }>) => (
  <ShiftContext.Provider value={shiftMs}>{children}</ShiftContext.Provider>
);

/** @returns epoch ms of the service's clock, at most a second old */
export const useServiceNow = (): number => useNow() - useContext(ShiftContext);
