import { useCallback, useState } from 'react';

import { useReaderPreference } from '../../components/useReaderPreference';
import { DENSITIES, LAYOUTS, type AgentGridOptions } from './agentGrid.options';
import { GROUPINGS, type Sort } from './agentGrid.types';
import { type ViewSetting } from './Toolbar';

/** How this reader looks at this panel: his remembered choices over the panel's options. The order starts afresh with each visit. */
export const useView = (
  options: AgentGridOptions,
  storageKey: string
): [ViewSetting, (change: Partial<ViewSetting>) => void] => {
  const [layout, setLayout] = useReaderPreference({
    key: `${storageKey}.layout`,
    words: LAYOUTS,
    fallback: options.layout,
  });
  const [density, setDensity] = useReaderPreference({
    key: `${storageKey}.density`,
    words: DENSITIES,
    fallback: options.density,
  });
  const [groupBy, setGroupBy] = useReaderPreference({
    key: `${storageKey}.groupBy`,
    words: GROUPINGS,
    fallback: options.groupBy,
  });
  const [chosenSort, setSort] = useState<Sort | null>(null);
  const change = useCallback(
    (next: Partial<ViewSetting>) => {
      if (next.layout) {
        setLayout(next.layout);
      }
      if (next.density) {
        setDensity(next.density);
      }
      if (next.groupBy) {
        setGroupBy(next.groupBy);
      }
      if (next.sort) {
        setSort(next.sort);
      }
    },
    [setLayout, setDensity, setGroupBy]
  );
  return [{ layout, density, groupBy, sort: chosenSort ?? { key: options.sortBy, descending: false } }, change];
};
