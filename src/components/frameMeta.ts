import { type DataFrame } from '@grafana/data';

import { t } from '../core/i18n/t';

export interface FrameNotice {
  severity: 'info' | 'warning' | 'error';
  text: string;
  hint: string | null;
}

export interface FrameMeta {
  /** Instant that the ages refer to, epoch ms in the service's clock; null when the frame does not say. */
  at: number | null;
  notices: FrameNotice[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const severityOf = (value: unknown): FrameNotice['severity'] =>
  value === 'error' || value === 'info' ? value : 'warning';

const noticeOf = (value: unknown): FrameNotice[] => {
  if (!isRecord(value) || typeof value.text !== 'string') {
    return [];
  }
  return [
    {
      severity: severityOf(value.severity),
      text: value.text,
      hint: typeof value.hint === 'string' ? value.hint : null,
    },
  ];
};

const orchestratorNotice = (value: unknown, told: readonly FrameNotice[]): FrameNotice[] => {
  if (!isRecord(value) || typeof value.name !== 'string' || (value.status !== 'down' && value.status !== 'degraded')) {
    return [];
  }
  const { name, reason, status } = value;
  if (told.some(({ text }) => text.includes(name))) {
    return [];
  }
  return [
    {
      severity: status === 'down' ? 'error' : 'warning',
      text:
        status === 'down'
          ? t('components.orchestratorDown', 'Orchestrator {{name}} does not answer', { name })
          : t('components.orchestratorDegraded', 'Orchestrator {{name}} answers only in part', { name }),
      hint: typeof reason === 'string' ? reason : null,
    },
  ];
};

const instantOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Reads what the data source says beside the rows: the time of the data, its notices, and orchestrators that are not well. */
export const frameMeta = (frame: DataFrame): FrameMeta => {
  const custom: unknown = frame.meta?.custom;
  const own = isRecord(custom) ? custom : {};
  const told = listOf(own.notices).flatMap(noticeOf);
  const unwell = listOf(own.orchestrators).flatMap((item) => orchestratorNotice(item, told));
  // A data source that fills both places says the same twice.
  const repeated = (text: string): boolean => told.some((notice) => text.startsWith(notice.text));
  const grafana = (frame.meta?.notices ?? [])
    .filter(({ text }) => !repeated(text))
    .map(({ severity, text }) => ({ severity, text, hint: null }));
  const notices = [...told, ...unwell, ...grafana];
  return {
    at: instantOf(own.cursorTime) ?? instantOf(own.at),
    notices: notices.filter(({ text }, index) => notices.findIndex((other) => other.text === text) === index),
  };
};
