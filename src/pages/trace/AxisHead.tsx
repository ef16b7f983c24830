import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { lengthText } from '../format';
import { ticksOf, type TimeAxis } from './timeAxis';

interface Props {
  axis: TimeAxis;
  originMs: number;
  /** Width of the timeline in px. */
  widthPx: number;
}

const PX_A_TICK = 90;

/** Times since the beginning, and the pauses that were squeezed. */
export const AxisHead = ({ axis, originMs, widthPx }: Props) => {
  const styles = useStyles2(getStyles);
  const most = Math.max(2, Math.floor(widthPx / PX_A_TICK));
  return (
    <div className={styles.head} aria-hidden>
      {ticksOf(axis, { originMs, most }).map(({ x, sinceMs }) => (
        <span key={sinceMs} className={styles.tick} style={x > 0.93 ? { right: 0 } : { left: `${x * 100}%` }}>
          {lengthText(sinceMs)}
        </span>
      ))}
      {axis.parts
        .filter(({ squeezed }) => squeezed)
        .map(({ from, to, x0, x1 }) => (
          <span
            key={from}
            className={styles.pause}
            style={{ left: `${x0 * 100}%`, width: `${(x1 - x0) * 100}%` }}
            title={t('pages.trace.idle', '{{length}} without work', { length: lengthText(to - from) })}
          />
        ))}
    </div>
  );
};

/** Lines of the axis behind the rows: squeezed pauses only. */
export const AxisPauses = ({ axis }: { axis: TimeAxis }) => {
  const styles = useStyles2(getStyles);
  return (
    <>
      {axis.parts
        .filter(({ squeezed }) => squeezed)
        .map(({ from, x0, x1 }) => (
          <div key={from} className={styles.line} style={{ left: `${x0 * 100}%`, width: `${(x1 - x0) * 100}%` }} />
        ))}
    </>
  );
};

const getStyles = (theme: GrafanaTheme2) => {
  const hatch = `repeating-linear-gradient(135deg, ${theme.colors.border.medium} 0 2px, transparent 2px 5px)`;
  return {
    head: css({
      position: 'relative',
      height: 22,
      fontSize: 11,
      color: theme.colors.text.secondary,
      fontVariantNumeric: 'tabular-nums',
      overflow: 'hidden',
    }),
    tick: css({
      position: 'absolute',
      bottom: 2,
      whiteSpace: 'nowrap',
      borderLeft: `1px solid ${theme.colors.border.medium}`,
      paddingLeft: 3,
    }),
    pause: css({ position: 'absolute', top: 0, bottom: 0, background: hatch, minWidth: 4 }),
    line: css({ position: 'absolute', top: 0, bottom: 0, background: hatch, opacity: 0.5, minWidth: 4 }),
  };
};
