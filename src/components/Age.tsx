import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { ageText } from '../core/format/ageText';
import { t } from '../core/i18n/t';
import { useNow } from './now';

interface Props {
  /** Epoch ms in the viewer's clock; null when nobody ever said anything. */
  sinceMs: number | null;
  stale?: boolean;
  /** Exact time, shown on hover. */
  exact?: string;
  /** Where it stands in its line. */
  className?: string;
}

/** How long ago something was heard. Old news is grey and says so. */
export const Age = ({ sinceMs, stale = false, exact, className }: Props) => {
  const styles = useStyles2(getStyles);
  const now = useNow();
  if (sinceMs === null) {
    return <span className={joined(styles.age, className)}>{t('components.noNews', 'no news')}</span>;
  }
  return (
    <span className={joined(styles.age, className)} title={exact}>
      {t('components.ago', '{{age}} ago', { age: ageText((now - sinceMs) / 1000) })}
      {stale && <span className={styles.label}>{t('components.stale', 'stale')}</span>}
    </span>
  );
};

// Not merged by emotion: the two never set the same, and merging costs more than the rest.
const joined = (own: string, given: string | undefined): string => (given === undefined ? own : `${own} ${given}`);

const getStyles = (theme: GrafanaTheme2) => ({
  age: css({
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  label: css({
    marginLeft: theme.spacing(0.5),
    padding: theme.spacing(0, 0.5),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.border.strong}`,
    color: theme.colors.text.primary,
  }),
});
