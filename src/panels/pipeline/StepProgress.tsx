import { css } from '@emotion/css';
import { isEnded } from '@eljefe/contract';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';

import { conditionPaint } from '../../components/conditionLook';
import { durationText } from '../../core/format/durationText';
import { t } from '../../core/i18n/t';
import { type StepRow } from './pipeline.types';
import { useServiceNow } from './serviceNow';
import { stepSeconds } from './stepTimes';

/** How far a step is: a bar for reported progress, else its time against the usual, else its time alone. */
export const StepProgress = ({ step }: { step: StepRow }) => {
  const styles = useStyles2(getStyles);
  const now = useServiceNow();
  const seconds = stepSeconds(step, now);
  if (isEnded(step.status)) {
    if (seconds === null || step.medianSeconds === null) {
      return seconds === null ? null : (
        <span className={styles.words}>{t('panels.took', 'took {{time}}', { time: durationText(seconds) })}</span>
      );
    }
    return <Against seconds={seconds} medianSeconds={step.medianSeconds} p95Seconds={step.p95Seconds} ended />;
  }
  if (step.progress !== null) {
    return <Reported step={step} ratio={step.progress} seconds={seconds} />;
  }
  if (seconds === null) {
    return null;
  }
  return step.medianSeconds === null ? (
    <span className={styles.words}>{t('panels.for', 'for {{time}}', { time: durationText(seconds) })}</span>
  ) : (
    <Against seconds={seconds} medianSeconds={step.medianSeconds} p95Seconds={step.p95Seconds} />
  );
};

const Reported = ({ step, ratio, seconds }: { step: StepRow; ratio: number; seconds: number | null }) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const percent = Math.floor(ratio * 100);
  return (
    <span className={styles.line}>
      <span
        className={styles.track}
        role="progressbar"
        aria-label={t('panels.progressOf', 'Progress of {{name}}', { name: step.name })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span
          className={styles.fill}
          style={{ transform: `scaleX(${ratio})`, background: conditionPaint(theme, step.condition) }}
        />
      </span>
      <span className={styles.words}>
        {percent} %{seconds !== null && ` · ${durationText(seconds)}`}
      </span>
    </span>
  );
};

interface AgainstProps {
  seconds: number;
  medianSeconds: number;
  p95Seconds: number | null;
  ended?: boolean;
}

/** A step's time, with the median and the 95th percentile of former runs behind it. */
const Against = ({ seconds, medianSeconds, p95Seconds, ended = false }: AgainstProps) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const end = Math.max(seconds, (p95Seconds ?? medianSeconds) * 1.2);
  const slow = seconds > (p95Seconds ?? medianSeconds * 2);
  const place = (value: number): string => `${(100 * value) / end}%`;
  const times = { time: durationText(seconds), usual: durationText(medianSeconds) };
  const sentence = slow
    ? t('panels.againstSlow', '{{time}}, usually {{usual}}, longer than usual', times)
    : t('panels.against', '{{time}}, usually {{usual}}', times);
  return (
    <span className={styles.line} title={sentence}>
      <span
        className={styles.track}
        role="img"
        aria-label={
          ended
            ? t('panels.took', 'took {{time}}', { time: sentence })
            : t('panels.runningFor', 'Running for {{time}}', { time: sentence })
        }
      >
        {p95Seconds !== null && (
          <i
            className={styles.band}
            style={{ left: place(medianSeconds), right: `calc(100% - ${place(p95Seconds)})` }}
          />
        )}
        <span
          className={styles.fill}
          style={{
            transform: `scaleX(${seconds / end})`,
            background: slow ? theme.colors.warning.main : theme.colors.text.secondary,
          }}
        />
        <i className={styles.tick} style={{ left: place(medianSeconds) }} />
        {p95Seconds !== null && <i className={styles.tick} style={{ left: place(p95Seconds) }} />}
      </span>
      <span className={styles.words}>
        {durationText(seconds)} {slow ? t('panels.slow', '· slow') : `/ ~${durationText(medianSeconds)}`}
      </span>
    </span>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75), minWidth: 0, flex: 1 }),
  track: css({
    position: 'relative',
    flex: 1,
    display: 'block',
    minWidth: theme.spacing(3),
    height: 6,
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.canvas,
    boxShadow: `inset 0 0 0 1px ${theme.colors.border.weak}`,
    overflow: 'hidden',
  }),
  fill: css({
    display: 'block',
    position: 'relative',
    height: '100%',
    transformOrigin: 'left',
    [theme.transitions.handleMotion('no-preference')]: { transition: 'transform 200ms ease-out' },
  }),
  band: css({ position: 'absolute', top: 0, height: '100%', background: theme.colors.border.medium }),
  tick: css({ position: 'absolute', top: 0, width: 2, height: '100%', background: theme.colors.text.primary }),
  words: css({ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums', color: theme.colors.text.secondary }),
});
