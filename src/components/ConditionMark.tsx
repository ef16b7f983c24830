import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useTheme2, useStyles2 } from '@grafana/ui';
import React from 'react';

import { type Condition } from '../core/status/condition';
import { CONDITION_LOOK, conditionColor } from './conditionLook';

interface Props {
  condition: Condition;
  /** Said instead of the condition's own word. */
  word?: string;
}

/** A condition as icon, word and colour. */
export const ConditionMark = ({ condition, word }: Props) => {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const look = CONDITION_LOOK[condition];
  return (
    <span className={styles.mark}>
      <span className={styles.icon} style={{ color: conditionColor(theme, condition) }}>
        <Icon name={look.icon} size="sm" aria-hidden />
      </span>
      {word ?? look.word}
    </span>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  mark: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
    fontWeight: theme.typography.fontWeightMedium,
  }),
  icon: css({ display: 'inline-flex' }),
});
