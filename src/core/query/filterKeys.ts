import { DIMENSIONS, EVENT_KINDS, MARK_KINDS, type MeasureInfo, SEVERITIES } from '@eljefe/contract';

import { type ElJefeQuery } from './query.types';

const EVENT_KEYS = ['severity', 'kind', 'source', 'subject_kind', 'subject'];
const MARK_KEYS = ['kind', 'source'];

/** Kinds that answer about everything there is: a filter would mean nothing. */
const UNFILTERED: ReadonlySet<string> = new Set([
  'orchestrators',
  'session_graph',
  'trace',
  'insights',
  'budgets',
  'catalog',
]);

/** What a query can be filtered by; none for a kind that takes no filters. */
export const filterKeys = ({ kind }: Pick<ElJefeQuery, 'kind'>, measure?: MeasureInfo): readonly string[] => {
  if (UNFILTERED.has(kind)) {
    return [];
  }
  switch (kind) {
    case 'events':
    case 'alerts':
      return EVENT_KEYS;
    case 'marks':
      return MARK_KEYS;
    case 'series':
      return measure ? measure.dimensions.filter((dimension) => !dimension.includes('<')) : DIMENSIONS;
    default:
      return DIMENSIONS;
  }
};

/** The values of a key that are words of the product itself; null for one whose values only the data knows. */
export const knownValues = ({ kind }: Pick<ElJefeQuery, 'kind'>, key: string): readonly string[] | null => {
  if (key === 'severity') {
    return SEVERITIES;
  }
  if (key === 'kind') {
    return kind === 'marks' ? MARK_KINDS : EVENT_KINDS;
  }
  return null;
};
