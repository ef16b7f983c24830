import { type Severity } from '@eljefe/contract';
import { type GrafanaTheme2, type IconName } from '@grafana/data';

import { t } from '../core/i18n/t';

interface Look {
  icon: IconName;
  word: string;
}

/** Icon and word of each severity; colour only repeats what these say. */
export const SEVERITY_LOOK: Readonly<Record<Severity, Look>> = {
  critical: {
    icon: 'exclamation-circle',
    get word() {
      return t('panels.severity.critical', 'Critical');
    },
  },
  warning: {
    icon: 'exclamation-triangle',
    get word() {
      return t('panels.severity.warning', 'Warning');
    },
  },
  info: {
    icon: 'info-circle',
    get word() {
      return t('panels.severity.info', 'Info');
    },
  },
};

/** The severity's colour in the reader's theme. */
export const severityColor = (theme: GrafanaTheme2, severity: Severity): string =>
  ({ critical: theme.colors.error.text, warning: theme.colors.warning.text, info: theme.colors.info.text })[severity];
