import { css } from '@emotion/css';
import { type GrafanaTheme2, type IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

interface Props {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** What a panel says when it has nothing to draw: what is the case, and what to do. */
export const PanelMessage = ({ icon, title, children, action }: Props) => {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box} role="status">
      <Icon name={icon} size="xl" className={styles.icon} aria-hidden />
      <div className={styles.title}>{title}</div>
      {children && <div className={styles.text}>{children}</div>}
      {action}
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    flex: 1,
    minHeight: 0,
    overflow: 'auto',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'safe center',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    textAlign: 'center',
  }),
  icon: css({ color: theme.colors.text.secondary, flexShrink: 0 }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  text: css({ color: theme.colors.text.secondary, maxWidth: theme.spacing(56), '& code': { whiteSpace: 'nowrap' } }),
});
