import { css } from '@emotion/css';
import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { byCondition } from '../../components/byCondition';
import { conditionPaint } from '../../components/conditionLook';
import { useNow } from '../../components/now';
import { durationText } from '../../core/format/durationText';
import { t } from '../../core/i18n/t';
import { type AgentRow } from './agentGrid.types';

interface Props {
  row: AgentRow;
  /** Leaves out the words beside the bar. */
  barOnly?: boolean;
  /** How the line itself looks where it stands. */
  className?: string;
}

const percentText = (ratio: number): string => `${Math.floor(ratio * 100)} %`;

/** What is known of how far the work is: a bar for reported progress, else time against the usual, else time alone. */
export const ProgressOrElapsed = ({ row, barOnly = false, className = '' }: Props) => {
  const given = { barOnly, className };
  if (row.durationSeconds !== null && row.endedAtMs !== null) {
    return barOnly ? null : (
      <Words className={className}>
        {t('panels.took', 'took {{time}}', { time: durationText(row.durationSeconds) })}
      </Words>
    );
  }
  if (row.progress !== null && row.progress > 0) {
    return <ProgressBar row={row} ratio={row.progress} {...given} />;
  }
  return row.startedAtMs === null ||
    row.condition === 'done' ||
    row.condition === 'failed' ||
    row.condition === 'stopped' ? null : (
    <Elapsed row={row} startedAtMs={row.startedAtMs} {...given} />
  );
};

const Words = ({ className = '', children }: { className?: string; children: React.ReactNode }) => {
  const styles = useStyles2(getStyles);
  return (
    <span className={`${styles.words} ${className}`} data-value>
      {children}
    </span>
  );
};

type Given = Required<Omit<Props, 'row'>> & { row: AgentRow };

const ProgressBar = ({ row, ratio, barOnly, className }: Given & { ratio: number }) => {
  const styles = useStyles2(getStyles);
  return (
    <div className={`${styles.line} ${className}`} data-value>
      <div
        className={`${styles.track} ${styles.progress} ${styles.paint[row.condition]}`}
        style={{ backgroundSize: `${100 * ratio}% 100%` }}
        role="progressbar"
        aria-label={t('panels.progressOf', 'Progress of {{name}}', { name: row.agent })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(ratio * 100)}
      />
      {!barOnly && <span className={styles.words}>{percentText(ratio)}</span>}
      {!barOnly && row.startedAtMs !== null && <ElapsedWords startedAtMs={row.startedAtMs} />}
    </div>
  );
};

const ElapsedWords = ({ startedAtMs }: { startedAtMs: number }) => {
  const elapsed = (useNow() - startedAtMs) / 1000;
  return <span className={useStyles2(getStyles).words}>{durationText(elapsed)}</span>;
};

const Elapsed = ({ row, startedAtMs, barOnly, className }: Given & { startedAtMs: number }) => {
  const styles = useStyles2(getStyles);
  const elapsed = Math.max(0, (useNow() - startedAtMs) / 1000);
  const { medianSeconds, p95Seconds } = row;
  if (medianSeconds === null) {
    return barOnly ? null : (
      <Words className={className}>{t('panels.for', 'for {{time}}', { time: durationText(elapsed) })}</Words>
    );
  }
  const end = Math.max(elapsed, (p95Seconds ?? medianSeconds) * 1.2);
  const place = (seconds: number): string => `${((100 * seconds) / end).toFixed(1)}%`;
  const slow = elapsed > (p95Seconds ?? medianSeconds * 2);
  const times = { time: durationText(elapsed), usual: durationText(medianSeconds) };
  const sentence = slow
    ? t('panels.againstSlow', '{{time}}, usually {{usual}}, longer than usual', times)
    : t('panels.against', '{{time}}, usually {{usual}}', times);
  return (
    <div className={`${styles.line} ${className}`} title={sentence} data-value>
      <div
        className={`${styles.track} ${slow ? styles.slow : styles.usual}`}
        style={{
          backgroundSize: `2px 100%, 2px 100%, ${place(elapsed)} 100%`,
          backgroundPosition: `${place(medianSeconds)} 0, ${place(p95Seconds ?? medianSeconds)} 0, 0 0`,
        }}
        role="img"
        aria-label={t('panels.runningFor', 'Running for {{time}}', { time: sentence })}
      />
      {!barOnly && (
        <span className={styles.words}>
          {slow ? `${times.time} ${t('panels.slow', '· slow')}` : `${times.time} / ~${times.usual}`}
        </span>
      )}
    </div>
  );
};

const plain = (color: string): string => `linear-gradient(${color}, ${color})`;

/** Two ticks, at the median and the 95th percentile, over the time so far. */
const against = (theme: GrafanaTheme2, color: string): string => {
  const tick = plain(colorManipulator.alpha(theme.colors.text.primary, 0.7));
  return [tick, tick, plain(color)].join(', ');
};

// A bar is one element whose parts are backgrounds: hundreds are drawn while one scrolls.
const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75), minWidth: 0, width: '100%' }),
  track: css({
    flex: 1,
    minWidth: theme.spacing(3),
    height: 6,
    borderRadius: theme.shape.radius.pill,
    backgroundColor: theme.colors.background.secondary,
    backgroundRepeat: 'no-repeat',
    boxShadow: `inset 0 0 0 1px ${theme.colors.border.weak}`,
  }),
  progress: css({
    [theme.transitions.handleMotion('no-preference')]: { transition: 'background-size 200ms ease-out' },
  }),
  paint: byCondition((condition) => {
    const paint = conditionPaint(theme, condition);
    return css({ backgroundImage: paint.includes('gradient') ? paint : plain(paint) });
  }),
  usual: css({ backgroundImage: against(theme, colorManipulator.alpha(theme.colors.text.secondary, 0.3)) }),
  slow: css({ backgroundImage: against(theme, theme.colors.warning.main) }),
  words: css({ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums', color: theme.colors.text.secondary }),
});
