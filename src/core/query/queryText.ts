import { type ElJefeQuery, type QueryFilter } from './query.types';

const filterText = ({ key, op, values }: QueryFilter): string => `${key} ${op} ${values.join(', ')}`;

const subject = (query: ElJefeQuery): string => {
  switch (query.kind) {
    case 'state':
      return `live ${query.format ?? 'agents'}`;
    case 'series':
      return [query.statistic, query.measure ?? 'no measure', query.shape === 'total' ? 'in total' : '']
        .filter(Boolean)
        .join(' ');
    case 'values':
      return `values of ${query.dimension ?? 'no dimension'}`;
    case 'marks':
      return 'deployments and maintenance';
    case 'session_graph':
      return `graph of session ${query.id || 'not chosen'}`;
    case 'trace':
      return `trace of ${query.id || 'nothing chosen'}`;
    case 'insights':
      return query.window ? `insights of the last ${query.window}` : 'insights';
    case 'budgets':
      return query.format === 'slo' ? 'objectives and error budgets' : 'budgets';
    case 'catalog':
      return 'all measures';
    default:
      return query.kind;
  }
};

/** One line that says what a query asks, for lists and history. */
export const queryText = (query: ElJefeQuery): string => {
  const parts = [subject(query)];
  if (query.kind === 'series' && query.by && query.by.length > 0) {
    parts.push(`by ${query.by.join(', ')}`);
  }
  if (query.filters && query.filters.length > 0) {
    parts.push(`where ${query.filters.map(filterText).join(' and ')}`);
  }
  if (query.search) {
    parts.push(`with “${query.search}”`);
  }
  if (query.compare === 'former') {
    parts.push('against the former period');
  }
  return parts.join(' ');
};
