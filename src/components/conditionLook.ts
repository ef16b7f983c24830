import { type GrafanaTheme2, type IconName } from '@grafana/data';

import { t } from '../core/i18n/t';
import { type Condition } from '../core/status/condition';

interface Look {
  icon: IconName;
  word: string;
}

/** Icon and word of each condition; colour only repeats what these say. */
export const CONDITION_LOOK: Readonly<Record<Condition, Look>> = {
  failed: {
    icon: 'exclamation-circle',
    get word() {
      return t('condition.failed', 'Failed');
    },
  },
  stuck: {
    icon: 'exclamation-triangle',
    get word() {
      return t('condition.stuck', 'Stuck');
    },
  },
  waiting: {
    icon: 'user',
    get word() {
      return t('condition.waiting', 'Waiting');
    },
  },
  running: {
    icon: 'play',
    get word() {
      return t('condition.running', 'Running');
    },
  },
  unknown: {
    icon: 'question-circle',
    get word() {
      return t('condition.unknown', 'Unknown');
    },
  },
  queued: {
    icon: 'clock-nine',
    get word() {
      return t('condition.queued', 'Queued');
    },
  },
  paused: {
    icon: 'pause',
    get word() {
      return t('condition.paused', 'Paused');
    },
  },
  stopped: {
    icon: 'square-shape',
    get word() {
      return t('condition.stopped', 'Stopped');
    },
  },
  done: {
    icon: 'check-circle',
    get word() {
      return t('condition.done', 'Done');
    },
  },
};

/** The condition's colour in the reader's theme. */
export const conditionColor = (theme: GrafanaTheme2, condition: Condition): string => {
  const purple = theme.visualization.getColorByName(theme.isDark ? 'light-purple' : 'dark-purple');
  const colors: Record<Condition, string> = {
    failed: theme.colors.error.text,
    stuck: theme.colors.warning.text,
    waiting: purple,
    running: theme.colors.primary.text,
    unknown: theme.colors.text.secondary,
    queued: theme.colors.text.secondary,
    paused: theme.colors.text.secondary,
    stopped: theme.colors.text.secondary,
    done: theme.colors.success.text,
  };
  return colors[condition];
};

/** Paint for a bar or stripe of the condition: unknown is hatched, the others are plain. */
export const conditionPaint = (theme: GrafanaTheme2, condition: Condition): string => {
  const color = conditionColor(theme, condition);
  return condition === 'unknown'
    ? `repeating-linear-gradient(45deg, ${color} 0 2px, ${theme.colors.background.canvas} 2px 4px)`
    : color;
};
