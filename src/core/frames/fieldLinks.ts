import { type DataLink } from '@grafana/data';

import { defaultQuery } from '../query/defaultQuery';
import { type AskableKind, type ElJefeQuery } from '../query/query.types';

/** The data source a link asks again. */
export interface LinkTarget {
  uid: string;
  name: string;
}

/** The overview with one variable set; the time range travels along. */
const overview = (variable: string, title: string): DataLink => ({
  title,
  url: `/d/eljefe-overview?var-${variable}=\${__value.raw:percentencode}&\${__url_time_range}`,
});

interface Asking {
  title: string;
  kind: AskableKind;
  dimension: string;
}

const ask = (target: LinkTarget, { title, kind, dimension }: Asking): DataLink<ElJefeQuery> => ({
  title,
  url: '',
  internal: {
    datasourceUid: target.uid,
    datasourceName: target.name,
    query: {
      ...defaultQuery(kind),
      refId: 'A',
      filters: [{ key: dimension, op: '=', values: ['${__value.raw}'] }],
    },
  },
});

/** Where a click on a value of this field leads; none for fields that name nothing. */
export const fieldLinks = (field: string, target: LinkTarget): DataLink[] => {
  switch (field) {
    case 'session_id':
      return [
        ask(target, { title: 'Jobs of this session', kind: 'jobs', dimension: 'session_id' }),
        ask(target, { title: 'This session', kind: 'sessions', dimension: 'session_id' }),
      ];
    case 'agent_type':
      return [
        overview('agent_type', 'Overview of this agent type'),
        ask(target, { title: 'Jobs of this agent type', kind: 'jobs', dimension: 'agent_type' }),
      ];
    case 'workflow_id':
    case 'workflow':
      return [ask(target, { title: 'Sessions of this workflow', kind: 'sessions', dimension: 'workflow' })];
    case 'source':
      return [overview('source', 'Overview of this orchestrator')];
    default:
      return [];
  }
};
