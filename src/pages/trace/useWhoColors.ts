import { useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';

import { type TraceTree } from './trace.types';
import { type Colors, whoColors } from './whoColor';

/** The colours of a trace's agents in the reader's theme, kept while the trace is the same. */
export const useWhoColors = (tree: TraceTree): Colors => {
  const theme = useTheme2();
  return useMemo(
    () =>
      whoColors(
        theme,
        tree.nodes.map(({ span }) => span.who)
      ),
    [theme, tree]
  );
};
