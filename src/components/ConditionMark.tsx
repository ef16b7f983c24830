import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { type Condition } from '../core/status/condition';
import { ConditionIcon } from './ConditionIcon';
import { CONDITION_LOOK } from './conditionLook';

interface Props {
  condition: Condition;
  /** Said instead of the condition's own word. */
  word?: string;
}

/** A condition as icon, word and colour. */
export const ConditionMark = ({ condition, word }: Props) => {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.mark}>
      <ConditionIcon condition={condition} />
      {word ?? CONDITION_LOOK[condition].word}
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
});
