import { type Filter, type LiveJob, type LiveSession, type Orchestrator } from '@eljefe/contract';

/** Value of a dimension; null when the item has none, undefined when the dimension means nothing for it. */
export type DimensionReader<T> = (item: T, key: string) => string | null | undefined;

const label = (labels: Readonly<Record<string, string>>, key: string): string | null | undefined =>
  key.startsWith('label.') ? (labels[key.slice('label.'.length)] ?? null) : undefined;

export const jobDimension: DimensionReader<LiveJob> = (job, key) => {
  switch (key) {
    case 'source':
    case 'agent':
    case 'agent_type':
    case 'model':
    case 'provider':
    case 'step':
    case 'status':
    case 'error_category':
    case 'deployment_version':
    case 'user':
    case 'session_id':
    case 'job_id':
      return job[key];
    case 'workflow':
      return job.workflow_id;
    default:
      return label(job.labels, key);
  }
};

export const sessionDimension: DimensionReader<LiveSession> = (session, key) => {
  switch (key) {
    case 'source':
    case 'status':
    case 'user':
    case 'session_id':
      return session[key];
    case 'workflow':
      return session.workflow_id;
    default:
      return undefined;
  }
};

export const orchestratorDimension: DimensionReader<Orchestrator> = ({ name }, key) =>
  key === 'source' ? name : undefined;

const regex = (text: string): RegExp | null => {
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    return null;
  }
};

/** A pattern that is none matches nothing. */
const anyMatches = (values: readonly string[], actual: string): boolean =>
  values.some((value) => regex(value)?.test(actual) ?? false);

const holds = ({ op, values }: Filter, actual: string): boolean => {
  switch (op) {
    case '=':
    case '=|':
      return values.includes(actual);
    case '!=':
    case '!=|':
      return !values.includes(actual);
    case '=~':
      return anyMatches(values, actual);
    case '!~':
      return !anyMatches(values, actual);
  }
};

/** Does the item pass every filter? An absent value compares as empty text; a filter on a foreign dimension is passed. */
export const matchesFilters = <T>(item: T, filters: readonly Filter[], read: DimensionReader<T>): boolean =>
  filters.every((filter) => {
    const actual = read(item, filter.key);
    return actual === undefined || holds(filter, actual ?? '');
  });
