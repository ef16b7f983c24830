import { locationUtil, textUtil } from '@grafana/data';

import { drilldownUrl, type DrilldownInput, type SearchValues } from '../../core/links/drilldownUrl';
import { type InsightRow } from './insights.types';

export interface LinkSetting {
  agentUrl: string;
  sessionUrl: string;
  search: SearchValues;
}

type Target = Pick<DrilldownInput, 'target' | 'variables'>;

const targetOf = ({ subjectKind, subject }: InsightRow, { agentUrl, sessionUrl }: LinkSetting): Target | null => {
  switch (subjectKind) {
    case 'job':
      return { target: agentUrl, variables: { job: subject } };
    case 'agent_type':
      return { target: agentUrl, variables: { agent_type: subject } };
    case 'session':
      return { target: sessionUrl, variables: { session: subject } };
    case 'workflow':
      return { target: sessionUrl, variables: { workflow: subject } };
    default:
      return null;
  }
};

/** Where an insight leads: its own address, else its subject's dashboard; null when neither is set up. */
export const insightLink = (row: InsightRow, setting: LinkSetting): string | null => {
  if (row.url !== null && /^(?:https?:\/\/|\/(?!\/))/i.test(row.url)) {
    return textUtil.sanitizeUrl(row.url);
  }
  const target = row.subject === null ? null : targetOf(row, setting);
  const url = target === null ? null : drilldownUrl({ ...target, search: setting.search });
  return url === null ? null : textUtil.sanitizeUrl(locationUtil.assureBaseUrl(url));
};
