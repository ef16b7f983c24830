import React, { createContext, useContext, type PropsWithChildren } from 'react';

import { useTick } from './useTick';

const NowContext = createContext<number | null>(null);

/** One clock for all ages of a panel: only the texts that show an age are drawn again each second. */
export const NowProvider = ({ children }: PropsWithChildren) => (
  <NowContext.Provider value={useTick(1_000)}>{children}</NowContext.Provider>
);

/** @returns epoch ms of the viewer's clock, at most a second old */
export const useNow = (): number => {
  const now = useContext(NowContext);
  if (now === null) {
    throw new Error('useNow needs a NowProvider above it');
  }
  return now;
};
