import { css, cx } from '@emotion/css';
import { type GrafanaTheme2, type IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../core/i18n/t';
import { type FrameNotice } from './frameMeta';

const ICONS: Readonly<Record<FrameNotice['severity'], IconName>> = {
  error: 'exclamation-circle',
  warning: 'exclamation-triangle',
  info: 'info-circle',
};

interface Props {
  notices: readonly FrameNotice[];
}

/** What the data source has to say about itself: one quiet line each, with what to do. */
export const NoticeList = ({ notices }: Props) => {
  const styles = useStyles2(getStyles);
  if (notices.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} aria-label={t('components.notices', 'Notices of the data source')}>
      {notices.map(({ severity, text, hint }) => (
        <li key={text} className={styles.notice}>
          <Icon name={ICONS[severity]} size="sm" className={cx(styles.icon, styles[severity])} aria-label={severity} />
          <span>
            {text}
            {hint && <span className={styles.hint}> · {hint}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, maxHeight: theme.spacing(9), overflowY: 'auto' }),
  notice: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.typography.bodySmall.lineHeight,
  }),
  icon: css({ marginTop: 2, flexShrink: 0 }),
  hint: css({ color: theme.colors.text.secondary }),
  error: css({ color: theme.colors.error.text }),
  warning: css({ color: theme.colors.warning.text }),
  info: css({ color: theme.colors.info.text }),
});
