import { shown } from '@eljefe/contract';

import { t } from '../i18n/t';
import { type Failure } from './failure.types';

/** The half of the connection that was asked. */
export type Half = 'analytics' | 'orchestrator';

const NAME: Readonly<Record<Half, string>> = {
  get analytics() {
    return t('core.failure.analytics', 'The analytics service');
  },
  get orchestrator() {
    return t('core.failure.orchestrator', 'The orchestrator');
  },
};

export interface RawFailure {
  status: number;
  statusText: string;
  body: unknown;
}

const field = (body: unknown, name: string): string | null => {
  if (typeof body !== 'object' || body === null) {
    return null;
  }
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' && value !== '' ? value : null;
};

/** What the other side said: the detail of a problem document, Grafana's message, or nothing. */
const said = (body: unknown): string | null =>
  field(body, 'detail') ?? field(body, 'message') ?? field(body, 'error') ?? field(body, 'title');

/** Grafana's proxy turns a 401 of the other side into a 400 with this text. */
const isProxyRefusal = ({ status, body }: RawFailure): boolean =>
  status === 400 && /authentication to data source failed/i.test(field(body, 'message') ?? '');

const isProblem = (body: unknown): boolean => field(body, 'detail') !== null && field(body, 'type') !== null;

const refused = (half: Half, status: number): Failure => ({
  kind: 'refused',
  status,
  text: t('core.failure.refused', '{{part}} does not accept the token.', { part: NAME[half] }),
  remedy:
    half === 'analytics'
      ? t(
          'core.failure.refusedAnalytics',
          'Enter the analytics token anew in the data source settings; reading needs a token of role Viewer or more. If the service checks Grafana’s identities, its auth.grafana.url must be this Grafana.'
        )
      : t('core.failure.refusedOrchestrator', 'Enter the orchestrator token anew in the data source settings.'),
});

const unreachable = (half: Half, status: number): Failure => ({
  kind: 'unreachable',
  status,
  text:
    status === 0
      ? t('core.failure.grafana', 'Grafana does not answer.')
      : half === 'analytics'
        ? t('core.failure.unreachableAnalytics', 'Grafana cannot reach the analytics service.')
        : t('core.failure.unreachableOrchestrator', 'Grafana cannot reach the orchestrator.'),
  remedy:
    status === 0
      ? t('core.failure.network', 'Check your network connection.')
      : t(
          'core.failure.checkUrl',
          "Check that it runs and that its URL in the data source settings is right as seen from Grafana's server."
        ),
});

/** A failed request in words: what happened, and what to do. */
export const explainFailure = (half: Half, raw: RawFailure): Failure => {
  const { status, body } = raw;
  if (isProxyRefusal(raw) || (status === 401 && isProblem(body))) {
    return refused(half, status);
  }
  if (status === 401) {
    return {
      kind: 'forbidden',
      status,
      text: t('core.failure.loggedOut', 'You are not logged in to Grafana.'),
      remedy: t('core.failure.logIn', 'Log in again.'),
    };
  }
  if (status === 403) {
    return {
      kind: 'forbidden',
      status,
      text: said(body) ?? t('core.failure.forbidden', '{{part}} does not allow this.', { part: NAME[half] }),
      remedy: t('core.failure.askAdmin', 'Ask an administrator for the right to query this data source.'),
    };
  }
  if ((status === 0 || status === 502 || status === 503 || status === 504) && !isProblem(body)) {
    return unreachable(half, status);
  }
  return {
    kind: 'answered_error',
    status,
    text: [t('core.failure.answered', '{{part}} answered {{status}}', { part: NAME[half], status }), said(body)]
      .filter(Boolean)
      .join(': ')
      .replace(/[^.!?…]$/, '$&.'),
    remedy:
      status === 404 && isProblem(body)
        ? t('core.failure.unknownId', 'Check the address, or look for it in the list.')
        : status === 404
          ? t(
              'core.failure.base',
              'Check that the URL in the data source settings is its base address, without a path.'
            )
          : t('core.failure.log', 'Look into its log for the reason.'),
  };
};

/** The failure of an answer that came but cannot be read. */
export const unreadable = (half: Half, body: unknown): Failure => ({
  kind: 'unreadable',
  status: 200,
  text:
    typeof body === 'string'
      ? t('core.failure.notJson', '{{part}} answered with something that is not JSON: {{text}}.', {
          part: NAME[half],
          text: shown(body.trim()),
        })
      : t('core.failure.otherJson', '{{part}} answered with JSON of another shape.', { part: NAME[half] }),
  remedy:
    half === 'analytics'
      ? t(
          'core.failure.leadsAnalytics',
          'Check that the URL in the data source settings leads to the analytics service and that its version fits.'
        )
      : t(
          'core.failure.leadsOrchestrator',
          'Check that the URL in the data source settings leads to an El Jefe orchestrator and that its version fits.'
        ),
});

export const notConfigured = (half: Half): Failure => ({
  kind: 'not_configured',
  status: 0,
  text:
    half === 'analytics'
      ? t('core.failure.noAnalytics', 'No analytics URL is set.')
      : t('core.failure.noOrchestrator', 'No orchestrator URL is set.'),
  remedy: t('core.failure.set', 'Set it in the data source settings.'),
});
