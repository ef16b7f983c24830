import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t, tCount } from '../../core/i18n/t';
import { type Total } from '../agents/readTotals';
import { ABSENT, measureText, ratioText } from '../format';

/** A smaller change is not worth a second look. */
const NOISE = 0.02;

const changeOf = ({ value, former }: Total): number | null =>
  value === null || former === null || former === 0 ? null : value / former - 1;

interface Props {
  total: Total | undefined;
  /** With the change against the window before. */
  withChange?: boolean;
}

/** A measure with what it rests on and how it changed; a missed target is said by an icon and a word. */
export const TotalText = ({ total, withChange = false }: Props) => {
  const styles = useStyles2(getStyles);
  if (!total || total.value === null) {
    return <span title={t('pages.total.absent', 'Nothing in this range tells it')}>{ABSENT}</span>;
  }
  const change = changeOf(total);
  const arrow = change !== null && change > 0 ? '▲' : '▼';
  const isTelling = change !== null && Math.abs(change) >= NOISE;
  return (
    <span
      className={styles.total}
      title={tCount(
        'pages.total.rests',
        { one: 'Rests on {{count}} row', other: 'Rests on {{count}} rows' },
        { count: total.count }
      )}
    >
      {total.met === false && (
        <Icon
          name="exclamation-triangle"
          size="sm"
          className={styles.missed}
          aria-label={t('pages.total.missed', 'Target missed:')}
        />
      )}
      {measureText(total.value, total.unit)}
      {withChange && isTelling && <span className={styles.change}>{`${arrow} ${ratioText(Math.abs(change))}`}</span>}
    </span>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  total: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5), whiteSpace: 'nowrap' }),
  missed: css({ color: theme.colors.warning.text }),
  change: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
