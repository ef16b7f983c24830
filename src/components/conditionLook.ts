import { type GrafanaTheme2, type IconName } from '@grafana/data';

import { type Condition } from '../core/status/condition';

interface Look {
  icon: IconName;
  word: string;
}

/** Icon and word of each condition; colour only repeats what these say. */
export const CONDITION_LOOK: Readonly<Record<Condition, Look>> = {
  failed: { icon: 'exclamation-circle', word: 'Failed' },
  stuck: { icon: 'exclamation-triangle', word: 'Stuck' },
  waiting: { icon: 'user', word: 'Waiting' },
  running: { icon: 'play', word: 'Running' },
  unknown: { icon: 'question-circle', word: 'Unknown' },
  queued: { icon: 'clock-nine', word: 'Queued' },
  paused: { icon: 'pause', word: 'Paused' },
  stopped: { icon: 'square-shape', word: 'Stopped' },
  done: { icon: 'check-circle', word: 'Done' },
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
