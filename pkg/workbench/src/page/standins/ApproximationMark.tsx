import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';

/** Draws a stand-in with a quiet mark that it is only like the core panel. */
export function ApproximationMark({ children, isUnknown }: { children: ReactNode; isUnknown: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.whole}>
      {children}
      {!isUnknown && (
        <span className={styles.mark} title="Approximation: the workbench's stand-in for a core panel of Grafana">
          ≈
        </span>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  whole: css({ position: 'relative', height: '100%', width: '100%' }),
  mark: css({
    position: 'absolute',
    right: 0,
    bottom: 0,
    lineHeight: 1,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    cursor: 'help',
  }),
});
