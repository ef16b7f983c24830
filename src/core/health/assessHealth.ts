import { ageText } from '../format/ageText';
import { notConfigured, unreadable } from '../problem/explainFailure';
import { type Failure, failureText } from '../problem/failure.types';

/** Beyond this difference of clocks, ages and ranges mislead. */
export const MAX_CLOCK_DIFFERENCE_MS = 30_000;

/** What one half of the connection says of itself. */
export interface HalfHealth {
  /** `off` = not configured, which is allowed for one half. */
  state: 'ok' | 'warning' | 'failed' | 'off';
  text: string;
}

export interface ReadyAnswer {
  body: unknown;
  /** The service's clock with its answer (epoch ms); null when it did not tell. */
  at: number | null;
  /** When the request went out and when the answer came (epoch ms, this browser's clock). */
  sentAt: number;
  receivedAt: number;
}

const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Is this the body of `/readyz`: `ready`, and each part with its own? */
export const isReadiness = (body: unknown): boolean =>
  typeof field(body, 'ready') === 'boolean' && Array.isArray(field(body, 'parts'));

/** Parts of the service that are not well, each with its reason. */
const troubles = (parts: unknown): string[] => {
  const list: unknown[] = Array.isArray(parts) ? parts : [];
  return list.flatMap((part) => {
    if (field(part, 'ready') !== false) {
      return [];
    }
    const reason = text(field(part, 'detail'));
    return [`${text(field(part, 'name')) ?? 'A part'} is not ready${reason ? `: ${reason}` : '.'}`];
  });
};

const clockDifferenceMs = ({ at, sentAt, receivedAt }: ReadyAnswer): number | null =>
  at === null ? null : at - (sentAt + receivedAt) / 2;

const clockText = (differenceMs: number): string =>
  `Its clock is ${ageText(Math.abs(differenceMs) / 1000)} ${differenceMs > 0 ? 'ahead of' : 'behind'} this browser's: ages will mislead. Set both by NTP.`;

const line = (version: string): string => version.split('.').slice(0, 2).join('.');

const versionText = (service: string | null, bundle: string): string | null =>
  service === null || bundle === '' || line(service) === line(bundle)
    ? null
    : `It has version ${service}, this bundle ${bundle}: bring both to one version.`;

/**
 * Reads `/readyz`.
 * @param bundleVersion version of this bundle; empty when unknown
 */
export const assessReady = (answer: ReadyAnswer, bundleVersion: string): HalfHealth => {
  if (!isReadiness(answer.body)) {
    return failed(unreadable('analytics', answer.body));
  }
  const version = text(field(answer.body, 'version'));
  const difference = clockDifferenceMs(answer);
  const warnings = [
    ...troubles(field(answer.body, 'parts')),
    versionText(version, bundleVersion),
    difference !== null && Math.abs(difference) > MAX_CLOCK_DIFFERENCE_MS ? clockText(difference) : null,
  ].filter((warning): warning is string => warning !== null);
  const name = `Analytics${version ? ` ${version}` : ''}`;
  if (field(answer.body, 'ready') === false) {
    return { state: 'failed', text: [`${name} answers, but is not ready.`, ...warnings].join(' ') };
  }
  return warnings.length > 0
    ? { state: 'warning', text: `${name} is ready. ${warnings.join(' ')}` }
    : { state: 'ok', text: `${name} is ready.` };
};

/** Reads the orchestrator's `/api/status`. */
export const assessOrchestrator = (body: unknown): HalfHealth => {
  const agents = field(body, 'agents');
  if (typeof agents !== 'object' || agents === null) {
    return failed(unreadable('orchestrator', body));
  }
  const count = Object.keys(agents).length;
  return { state: 'ok', text: `The orchestrator answers and knows ${count} ${count === 1 ? 'job' : 'jobs'}.` };
};

export const failed = (failure: Failure): HalfHealth => ({ state: 'failed', text: failureText(failure) });

const OFF_ORCHESTRATOR: HalfHealth = { state: 'off', text: 'No orchestrator URL is set: state comes from analytics.' };
const OFF_ANALYTICS: HalfHealth = {
  state: 'off',
  text: 'No analytics URL is set: only the present state of the orchestrator can be shown.',
};

export const offHalf = (half: 'analytics' | 'orchestrator'): HalfHealth =>
  half === 'analytics' ? OFF_ANALYTICS : OFF_ORCHESTRATOR;

export interface Health {
  status: 'success' | 'error';
  message: string;
}

/** Both halves as one answer to "Save & test": it fails when a configured half fails, or when none is configured. */
export const combineHealth = (analytics: HalfHealth, orchestrator: HalfHealth): Health => {
  if (analytics.state === 'off' && orchestrator.state === 'off') {
    return {
      status: 'error',
      message: `${notConfigured('analytics').text} Enter the address of the analytics service.`,
    };
  }
  const works = [analytics, orchestrator].every(({ state }) => state !== 'failed');
  return { status: works ? 'success' : 'error', message: `${analytics.text} ${orchestrator.text}` };
};
