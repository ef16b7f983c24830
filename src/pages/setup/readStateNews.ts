import { type State } from '@eljefe/contract';

import { ageText } from '../../core/format/ageText';
import { someOf } from '../../core/format/someOf';
import { t } from '../../core/i18n/t';
import { type CheckResult } from './check.types';

/** Does news come in? Reads the service's live state. */
export const readStateNews = ({ orchestrators, agents, sessions, notices }: State): CheckResult => {
  const unwell = orchestrators.filter(({ status, stale }) => stale || status === 'down');
  const link = null;
  if (unwell.length > 0) {
    const names = someOf(unwell.map(({ name, reason }) => (reason ? `${name} (${reason})` : name)));
    return {
      state: unwell.length === orchestrators.length ? 'failed' : 'warning',
      text: t('pages.setup.data-silent', 'Silent: {{names}}.', { names }),
      remedy: t(
        'pages.setup.data-silent-remedy',
        'Start the orchestrator, or correct its address in the service’s configuration (orchestrators[].url).'
      ),
      link,
    };
  }
  const [notice] = notices.filter(({ severity }) => severity !== 'info');
  if (notice) {
    return { state: 'warning', text: notice.text, remedy: notice.hint, link };
  }
  if (agents.length === 0 && sessions.length === 0) {
    return {
      state: 'warning',
      text: t('pages.setup.data-none', 'Connected, but no agent has been heard of yet.'),
      remedy: t(
        'pages.setup.data-none-remedy',
        'Start a job on the orchestrator, send OpenTelemetry traces to /v1/traces, or job records to /api/v1/jobs.'
      ),
      link,
    };
  }
  const youngest = Math.min(...[...agents, ...sessions].map(({ age_seconds }) => age_seconds));
  return {
    state: 'ok',
    text: t(
      'pages.setup.data-ok',
      '{{agents}} jobs and {{sessions}} sessions in the live state; the newest news is {{age}} old.',
      {
        agents: agents.length,
        sessions: sessions.length,
        age: ageText(youngest),
      }
    ),
    remedy: null,
    link,
  };
};
