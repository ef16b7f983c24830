import { type DataLink } from '@grafana/data';

import { defaultQuery } from '../query/defaultQuery';
import { type AskableKind, type ElJefeQuery } from '../query/query.types';

/** The data source a link asks again. */
export interface LinkTarget {
  uid: string;
  name: string;
}

export interface LinkContext {
  target: LinkTarget;
  /** Every column of the row: the orchestrator beside a value goes along. */
  names: readonly string[];
}

const VALUE = '${__value.raw}';

interface Leading {
  title: string;
  /** Fixed uid of a provisioned dashboard. */
  dashboard: 'eljefe-overview' | 'eljefe-agent' | 'eljefe-workflow' | 'eljefe-ingest' | 'eljefe-history';
  variable: string;
}

/** A dashboard with one variable set; time range, data source and orchestrator travel along. */
const lead = ({ title, dashboard, variable }: Leading, { target, names }: LinkContext): DataLink => {
  const source =
    names.includes('source') && variable !== 'source' ? '&var-source=${__data.fields.source:percentencode}' : '';
  return {
    title,
    url: `/d/${dashboard}?var-${variable}=\${__value.raw:percentencode}${source}&var-datasource=${encodeURIComponent(target.uid)}&\${__url_time_range}`,
  };
};

const ask = (title: string, query: Partial<ElJefeQuery> & { kind: AskableKind }, target: LinkTarget) => ({
  title,
  url: '',
  internal: {
    datasourceUid: target.uid,
    datasourceName: target.name,
    query: { ...defaultQuery(query.kind), ...query, refId: 'A' },
  },
});

const where = (key: string): Pick<ElJefeQuery, 'filters'> => ({ filters: [{ key, op: '=', values: [VALUE] }] });

/** What a value leads to besides its dashboard: the same data source, asked again. */
const questions = (field: string, target: LinkTarget): DataLink[] => {
  switch (field) {
    case 'session_id':
      return [
        ask('Trace of this session', { kind: 'trace', id: VALUE }, target),
        ask('Graph of this session', { kind: 'session_graph', id: VALUE }, target),
        ask('Jobs of this session', { kind: 'jobs', ...where('session_id') }, target),
        ask('Events of this session', { kind: 'events', ...where('subject') }, target),
      ];
    case 'job_id':
      return [
        ask('Trace of this job', { kind: 'trace', id: VALUE }, target),
        ask('Events of this job', { kind: 'events', ...where('subject') }, target),
      ];
    case 'trace_id':
      return [ask('Open this trace', { kind: 'trace', id: VALUE }, target)];
    case 'traceID':
      return [ask('Events that name this trace', { kind: 'events', search: VALUE }, target)];
    case 'agent_type':
    case 'model':
    case 'deployment_version':
    case 'error_category':
      return [ask(`Jobs of this ${field.replace(/_/g, ' ')}`, { kind: 'jobs', ...where(field) }, target)];
    case 'workflow_id':
    case 'workflow':
      return [ask('Sessions of this workflow', { kind: 'sessions', ...where('workflow') }, target)];
    default:
      return [];
  }
};

const LEADS: Readonly<Record<string, Leading>> = {
  agent: { title: 'Open agent', dashboard: 'eljefe-agent', variable: 'agent' },
  agent_type: { title: 'Open agent type', dashboard: 'eljefe-agent', variable: 'agent_type' },
  session_id: { title: 'Open session', dashboard: 'eljefe-workflow', variable: 'session' },
  workflow_id: { title: 'Open workflow', dashboard: 'eljefe-workflow', variable: 'workflow' },
  workflow: { title: 'Open workflow', dashboard: 'eljefe-workflow', variable: 'workflow' },
  deployment_version: { title: 'Compare versions', dashboard: 'eljefe-history', variable: 'version' },
  source: { title: 'Overview of this orchestrator', dashboard: 'eljefe-overview', variable: 'source' },
};

/** Where a click on a value of this field leads, the nearest first; none for fields that name nothing (V8). */
export const fieldLinks = (field: string, context: LinkContext): DataLink[] => {
  const leading = Object.hasOwn(LEADS, field) ? LEADS[field] : undefined;
  return [...(leading ? [lead(leading, context)] : []), ...questions(field, context.target)];
};
