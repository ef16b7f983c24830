import { type EventKind, type Severity } from '@eljefe/contract';
import { type GrafanaTheme2, type IconName } from '@grafana/data';

interface Look {
  icon: IconName;
  word: string;
}

/** Icon and word of each severity; colour only repeats what these say. */
export const SEVERITY_LOOK: Readonly<Record<Severity, Look>> = {
  critical: { icon: 'exclamation-circle', word: 'Critical' },
  warning: { icon: 'exclamation-triangle', word: 'Warning' },
  info: { icon: 'info-circle', word: 'Info' },
};

export const KIND_WORD: Readonly<Record<EventKind, string>> = {
  alert: 'Alert',
  job: 'Job',
  session: 'Session',
  system: 'System',
  deployment: 'Deployment',
  notification: 'Notification',
  audit: 'Audit',
  feedback: 'Feedback',
};

/** The severity's colour in the reader's theme. */
export const severityColor = (theme: GrafanaTheme2, severity: Severity): string =>
  ({ critical: theme.colors.error.text, warning: theme.colors.warning.text, info: theme.colors.info.text })[severity];
