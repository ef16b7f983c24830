import { locationUtil, textUtil } from '@grafana/data';

import { t } from '../../core/i18n/t';
import { drilldownUrl, type SearchValues } from '../../core/links/drilldownUrl';
import { type SessionRow, type StepRow } from './pipeline.types';

export interface StepLink {
  href: string;
  title: string;
}

interface Input {
  agentUrl: string;
  sessionUrl: string;
  search: SearchValues;
}

const inside = (href: string | null, title: string): StepLink[] =>
  href === null ? [] : [{ href: textUtil.sanitizeUrl(locationUtil.assureBaseUrl(href)), title }];

/** Where a step leads: its last job, its session; time range and variables go along. */
export const stepLinks = (step: StepRow, session: SessionRow, { agentUrl, sessionUrl, search }: Input): StepLink[] => {
  const job = step.jobIds[step.jobIds.length - 1] ?? null;
  return [
    ...(job === null
      ? []
      : inside(drilldownUrl({ target: agentUrl, variables: { job }, search }), t('panels.openJob', 'Open job'))),
    ...inside(
      drilldownUrl({ target: sessionUrl, variables: { session: session.sessionId }, search }),
      t('panels.openSession', 'Open session')
    ),
  ];
};
