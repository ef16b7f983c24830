import { DIMENSIONS, EVENT_KINDS, MARK_KINDS, type MeasureInfo, PREDICTION_KINDS, SEVERITIES } from '@eljefe/contract';

import { type ElJefeQuery } from './query.types';

const EVENT_KEYS = ['severity', 'kind', 'source', 'subject_kind', 'subject'];
const MARK_KEYS = ['kind', 'source'];
const TRACE_KEYS = [
  'source',
  'service',
  'agent',
  'model',
  'provider',
  'session_id',
  'job_id',
  'status',
  'error_category',
];
const PREDICTION_KEYS = ['kind', 'subject_kind', 'subject', 'source', 'agent_type', 'workflow', 'cause'];

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
    case 'traces':
      return TRACE_KEYS;
    case 'predictions':
      return PREDICTION_KEYS;
    case 'series':
      return measure ? measure.dimensions.filter((dimension) => !dimension.includes('<')) : DIMENSIONS;
    default:
      return DIMENSIONS;
  }
};

const KINDS_OF: Readonly<Partial<Record<ElJefeQuery['kind'], readonly string[]>>> = {
  marks: MARK_KINDS,
  predictions: PREDICTION_KINDS,
};

/** The values of a key that are words of the product itself; null for one whose values only the data knows. */
export const knownValues = ({ kind }: Pick<ElJefeQuery, 'kind'>, key: string): readonly string[] | null => {
  if (key === 'severity') {
    return SEVERITIES;
  }
  return key === 'kind' ? (KINDS_OF[kind] ?? EVENT_KINDS) : null;
};
