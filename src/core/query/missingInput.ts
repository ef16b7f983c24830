import { type ElJefeQuery } from './query.types';

/** What a query still lacks, in words; null when it can be asked. */
export const missingInput = (query: ElJefeQuery): string | null => {
  if (query.kind === 'series' && !query.measure) {
    return 'Choose a measure.';
  }
  if (query.kind === 'values' && !query.dimension) {
    return 'Choose a dimension.';
  }
  return null;
};
