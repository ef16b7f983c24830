import { shown } from '@eljefe/contract';

import { type Failure } from './failure.types';

/** The half of the connection that was asked. */
export type Half = 'analytics' | 'orchestrator';

const NAME: Readonly<Record<Half, string>> = {
  analytics: 'The analytics service',
  orchestrator: 'The orchestrator',
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
  text: `${NAME[half]} does not accept the token.`,
  remedy: `Enter the ${half} token anew in the data source settings${half === 'analytics' ? '; reading needs a token of role Viewer or more' : ''}.`,
});

const unreachable = (half: Half, status: number): Failure => ({
  kind: 'unreachable',
  status,
  text:
    status === 0
      ? 'Grafana does not answer.'
      : `Grafana cannot reach the ${half === 'analytics' ? 'analytics service' : 'orchestrator'}.`,
  remedy:
    status === 0
      ? 'Check your network connection.'
      : `Check that it runs and that its URL in the data source settings is right as seen from Grafana's server.`,
});

/** A failed request in words: what happened, and what to do. */
export const explainFailure = (half: Half, raw: RawFailure): Failure => {
  const { status, body } = raw;
  if (isProxyRefusal(raw) || (status === 401 && isProblem(body))) {
    return refused(half, status);
  }
  if (status === 401) {
    return { kind: 'forbidden', status, text: 'You are not logged in to Grafana.', remedy: 'Log in again.' };
  }
  if (status === 403) {
    return {
      kind: 'forbidden',
      status,
      text: said(body) ?? `${NAME[half]} does not allow this.`,
      remedy: 'Ask an administrator for the right to query this data source.',
    };
  }
  if ((status === 0 || status === 502 || status === 503 || status === 504) && !isProblem(body)) {
    return unreachable(half, status);
  }
  return {
    kind: 'answered_error',
    status,
    text: `${NAME[half]} answered ${status}${said(body) ? `: ${said(body)}` : '.'}`,
    remedy:
      status === 404
        ? 'Check that the URL in the data source settings is its base address, without a path.'
        : 'Look into its log for the reason.',
  };
};

/** The failure of an answer that came but cannot be read. */
export const unreadable = (half: Half, body: unknown): Failure => ({
  kind: 'unreadable',
  status: 200,
  text:
    typeof body === 'string'
      ? `${NAME[half]} answered with something that is not JSON: ${shown(body.trim())}.`
      : `${NAME[half]} answered with JSON of another shape.`,
  remedy: `Check that the URL in the data source settings leads to ${half === 'analytics' ? 'the analytics service' : 'an El Jefe orchestrator'} and that its version fits.`,
});

export const notConfigured = (half: Half): Failure => ({
  kind: 'not_configured',
  status: 0,
  text: `No ${half} URL is set.`,
  remedy: 'Set it in the data source settings.',
});
