import { ageText } from '../format/ageText';
import { t, tCount } from '../i18n/t';
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
    const name = text(field(part, 'name')) ?? t('core.health.part', 'A part');
    return [
      reason === null
        ? t('core.health.notReady', '{{part}} is not ready.', { part: name })
        : t('core.health.notReadyReason', '{{part}} is not ready: {{reason}}', { part: name, reason }),
    ];
  });
};

const clockDifferenceMs = ({ at, sentAt, receivedAt }: ReadyAnswer): number | null =>
  at === null ? null : at - (sentAt + receivedAt) / 2;

const clockText = (differenceMs: number): string =>
  differenceMs > 0
    ? t(
        'core.health.clockAhead',
        "Its clock is {{time}} ahead of this browser's: ages will mislead. Set both by NTP.",
        { time: ageText(differenceMs / 1000) }
      )
    : t('core.health.clockBehind', "Its clock is {{time}} behind this browser's: ages will mislead. Set both by NTP.", {
        time: ageText(-differenceMs / 1000),
      });

const line = (version: string): string => version.split('.').slice(0, 2).join('.');

const versionText = (service: string | null, bundle: string): string | null =>
  service === null || bundle === '' || line(service) === line(bundle)
    ? null
    : t('core.health.versions', 'It has version {{service}}, this bundle {{bundle}}: bring both to one version.', {
        service,
        bundle,
      });

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
  const name = [t('core.health.name', 'Analytics'), version].filter(Boolean).join(' ');
  if (field(answer.body, 'ready') === false) {
    return {
      state: 'failed',
      text: [t('core.health.answers', '{{name}} answers, but is not ready.', { name }), ...warnings].join(' '),
    };
  }
  const isReady = t('core.health.ready', '{{name}} is ready.', { name });
  return warnings.length > 0
    ? { state: 'warning', text: [isReady, ...warnings].join(' ') }
    : { state: 'ok', text: isReady };
};

/** Reads the orchestrator's `/api/status`. */
export const assessOrchestrator = (body: unknown): HalfHealth => {
  const agents = field(body, 'agents');
  if (typeof agents !== 'object' || agents === null) {
    return failed(unreadable('orchestrator', body));
  }
  const count = Object.keys(agents).length;
  return {
    state: 'ok',
    text: tCount(
      'core.health.orchestrator',
      {
        one: 'The orchestrator answers and knows {{count}} job.',
        other: 'The orchestrator answers and knows {{count}} jobs.',
      },
      { count }
    ),
  };
};

export const failed = (failure: Failure): HalfHealth => ({ state: 'failed', text: failureText(failure) });

const OFF_ORCHESTRATOR: HalfHealth = {
  state: 'off',
  get text() {
    return t('core.health.offOrchestrator', 'No orchestrator URL is set: state comes from analytics.');
  },
};
const OFF_ANALYTICS: HalfHealth = {
  state: 'off',
  get text() {
    return t(
      'core.health.offAnalytics',
      'No analytics URL is set: only the present state of the orchestrator can be shown.'
    );
  },
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
      message: [
        notConfigured('analytics').text,
        t('core.health.enter', 'Enter the address of the analytics service.'),
      ].join(' '),
    };
  }
  const works = [analytics, orchestrator].every(({ state }) => state !== 'failed');
  return { status: works ? 'success' : 'error', message: `${analytics.text} ${orchestrator.text}` };
};
