import { t } from '../i18n/t';
import { type ElJefeQuery } from './query.types';

/** What a query still lacks, in words; null when it can be asked. */
export const missingInput = (query: ElJefeQuery): string | null => {
  if (query.kind === 'series' && !query.measure) {
    return t('datasource.missing.measure', 'Choose a measure.');
  }
  if (query.kind === 'values' && !query.dimension) {
    return t('datasource.missing.dimension', 'Choose a dimension.');
  }
  return query.id ? null : missingId(query);
};

/** A variable that does not exist where the query is asked stays as it was written. */
const isUnfilled = (id: string): boolean => /^(?:\$\{?\w|\[\[)/.test(id);

/** A filled-in graph or trace query without an id: nothing was chosen yet. */
export const missingId = ({ kind, id = '' }: ElJefeQuery): string | null => {
  switch (id !== '' && !isUnfilled(id) ? null : kind) {
    case 'session_graph':
      return t(
        'datasource.missing.session',
        'Choose a session: set the variable “session” at the top, or enter an id in the query.'
      );
    case 'trace':
      return t(
        'datasource.missing.trace',
        'Choose a trace: enter the id of a trace, a session or a job, or set the variable “session” at the top.'
      );
    default:
      return null;
  }
};
