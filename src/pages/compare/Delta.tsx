import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { ABSENT } from '../format';

interface Props {
  a: number | null;
  b: number | null;
  text: (value: number | null) => string;
}

/** By how much b is more or less than a; no colour, for one run against one says little. */
export const Delta = ({ a, b, text }: Props) => {
  const styles = useStyles2(getStyles);
  if (a === null || b === null) {
    return <>{ABSENT}</>;
  }
  const difference = b - a;
  if (difference === 0) {
    return <span className={styles.same}>{t('pages.compare.same', 'same')}</span>;
  }
  const sign = difference > 0 ? '▲ +' : '▼ −';
  return <span className={styles.delta}>{`${sign}${text(Math.abs(difference))}`}</span>;
};

const getStyles = (theme: GrafanaTheme2) => ({
  same: css({ color: theme.colors.text.secondary }),
  delta: css({ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }),
});
