import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';

import { conditionPaint } from '../../components/conditionLook';
import { useNow } from '../../components/now';
import { durationText } from '../../core/format/durationText';
import { t } from '../../core/i18n/t';
import { type AgentRow } from './agentGrid.types';

interface Props {
  row: AgentRow;
  /** Leaves out the words beside the bar. */
  barOnly?: boolean;
}

const percentText = (ratio: number): string => `${Math.floor(ratio * 100)} %`;

/** What is known of how far the work is: a bar for reported progress, else time against the usual, else time alone. */
export const ProgressOrElapsed = ({ row, barOnly = false }: Props) => {
  if (row.durationSeconds !== null && row.endedAtMs !== null) {
    return barOnly ? null : (
      <Words>{t('panels.took', 'took {{time}}', { time: durationText(row.durationSeconds) })}</Words>
    );
  }
  if (row.progress !== null && row.progress > 0) {
    return <ProgressBar row={row} ratio={row.progress} barOnly={barOnly} />;
  }
  return row.startedAtMs === null ||
    row.condition === 'done' ||
    row.condition === 'failed' ||
    row.condition === 'stopped' ? null : (
    <Elapsed row={row} startedAtMs={row.startedAtMs} barOnly={barOnly} />
  );
};

const Words = ({ children }: { children: React.ReactNode }) => {
  const styles = useStyles2(getStyles);
  return <span className={styles.words}>{children}</span>;
};

const ProgressBar = ({ row, ratio, barOnly }: { row: AgentRow; ratio: number; barOnly: boolean }) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <div className={styles.line}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={t('panels.progressOf', 'Progress of {{name}}', { name: row.agent })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(ratio * 100)}
      >
        <div
          className={styles.fill}
          style={{ transform: `scaleX(${ratio})`, background: conditionPaint(theme, row.condition) }}
        />
      </div>
      {!barOnly && <span className={styles.words}>{percentText(ratio)}</span>}
      {!barOnly && row.startedAtMs !== null && <ElapsedWords startedAtMs={row.startedAtMs} />}
    </div>
  );
};

const ElapsedWords = ({ startedAtMs }: { startedAtMs: number }) => {
  const elapsed = (useNow() - startedAtMs) / 1000;
  return <Words>{durationText(elapsed)}</Words>;
};

const Elapsed = ({ row, startedAtMs, barOnly }: { row: AgentRow; startedAtMs: number; barOnly: boolean }) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const elapsed = Math.max(0, (useNow() - startedAtMs) / 1000);
  const { medianSeconds, p95Seconds } = row;
  if (medianSeconds === null) {
    return barOnly ? null : <Words>{t('panels.for', 'for {{time}}', { time: durationText(elapsed) })}</Words>;
  }
  const end = Math.max(elapsed, (p95Seconds ?? medianSeconds) * 1.2);
  const place = (seconds: number): string => `${(100 * seconds) / end}%`;
  const slow = elapsed > (p95Seconds ?? medianSeconds * 2);
  const times = { time: durationText(elapsed), usual: durationText(medianSeconds) };
  const sentence = slow
    ? t('panels.againstSlow', '{{time}}, usually {{usual}}, longer than usual', times)
    : t('panels.against', '{{time}}, usually {{usual}}', times);
  return (
    <div className={styles.line} title={sentence}>
      <div
        className={styles.track}
        role="img"
        aria-label={t('panels.runningFor', 'Running for {{time}}', { time: sentence })}
      >
        <div
          className={styles.fill}
          style={{
            transform: `scaleX(${elapsed / end})`,
            background: slow ? theme.colors.warning.main : theme.colors.text.secondary,
            opacity: slow ? 1 : 0.45,
          }}
        />
        <i className={styles.tick} style={{ left: place(medianSeconds) }} />
        {p95Seconds !== null && <i className={styles.tick} style={{ left: place(p95Seconds) }} />}
      </div>
      {!barOnly && (
        <span className={styles.words}>
          {durationText(elapsed)} {slow ? t('panels.slow', '· slow') : `/ ~${durationText(medianSeconds)}`}
        </span>
      )}
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75), minWidth: 0, width: '100%' }),
  track: css({
    position: 'relative',
    flex: 1,
    minWidth: theme.spacing(3),
    height: 6,
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    boxShadow: `inset 0 0 0 1px ${theme.colors.border.weak}`,
    overflow: 'hidden',
  }),
  fill: css({
    height: '100%',
    transformOrigin: 'left',
    [theme.transitions.handleMotion('no-preference')]: { transition: 'transform 200ms ease-out' },
  }),
  tick: css({
    position: 'absolute',
    top: 0,
    width: 2,
    height: '100%',
    background: theme.colors.text.primary,
    opacity: 0.7,
  }),
  words: css({ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums', color: theme.colors.text.secondary }),
});
