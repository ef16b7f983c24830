import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo } from 'react';

import { ConditionMark } from '../../components/ConditionMark';
import { conditionPaint } from '../../components/conditionLook';
import { t } from '../../core/i18n/t';
import { type CardSetting } from './cardProps';
import { type StepRow } from './pipeline.types';
import { waitText } from './pipelineInWords';
import { StepProgress } from './StepProgress';
import { stepSentence } from './stepSentence';
import { waitedText, waitsOf } from './stepTimes';

interface Props {
  step: StepRow;
  itemKey: string;
  setting: CardSetting;
  active: boolean;
  /** Left the data while the reader's pointer kept the picture still. */
  gone: boolean;
}

/** One step: state, name, how far, what it waited for, and whether time is lost here. */
const StepCardInner = ({ step, itemKey, setting, active, gone }: Props) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { graph, bottleneckId, onOpen, onFocusItem } = setting;
  const bottleneck = step.id === bottleneckId;
  const waiting = step.condition === 'queued' ? waitText(step, graph) : null;
  const share =
    step.criticalShare === null
      ? ''
      : t('pipeline.step.share', '{{percent}} % of the critical path', {
          percent: Math.round(step.criticalShare * 100),
        });
  return (
    <div
      role="listitem"
      aria-label={
        gone
          ? t('pipeline.step.gone', '{{step}}, no longer in the data', { step: stepSentence(step, graph) })
          : stepSentence(step, graph)
      }
      tabIndex={active ? 0 : -1}
      data-pipeline-item={itemKey}
      className={cx(
        styles.card,
        step.critical && styles.critical,
        step.condition === 'failed' && styles.failed,
        step.condition === 'queued' && styles.queued,
        gone && styles.gone
      )}
      onFocus={() => onFocusItem(itemKey)}
      onClick={() => onOpen(step.id)}
    >
      <span className={styles.stripe} style={{ background: conditionPaint(theme, step.condition) }} aria-hidden />
      <div className={styles.line}>
        <ConditionMark condition={step.condition} />
        {step.attempts > 1 && (
          <span className={cx(styles.small, styles.clip)}>
            {t('pipeline.step.attempt', 'attempt {{count}}', { count: step.attempts })}
          </span>
        )}
        {bottleneck ? (
          <span className={cx(styles.badge, styles.warning)} title={share}>
            <Icon name="hourglass" size="xs" aria-hidden /> {t('pipeline.step.bottleneck', 'Bottleneck')}
          </span>
        ) : (
          <Waits step={step} />
        )}
      </div>
      <div className={styles.name} title={step.name}>
        {step.name}
        {step.agentType !== null && step.agentType !== step.name && (
          <span className={styles.small}> {step.agentType}</span>
        )}
      </div>
      <div className={cx(styles.line, styles.small)}>
        {step.condition === 'failed' && step.error !== null ? (
          <span className={styles.error} title={step.error}>
            {step.error}
          </span>
        ) : waiting === null ? (
          <StepProgress step={step} />
        ) : (
          <span className={styles.clip} title={waiting}>
            {waiting}
          </span>
        )}
        {bottleneck && <Waits step={step} />}
      </div>
    </div>
  );
};
export const StepCard = memo(StepCardInner);

const Waits = ({ step }: { step: StepRow }) => {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.waits}>
      {waitsOf(step).map(({ kind, text }) => (
        <span key={kind} className={styles.badge} title={waitedText(kind, text)}>
          <Icon name={kind === 'human' ? 'user' : 'clock-nine'} size="xs" aria-hidden /> {text}
        </span>
      ))}
    </span>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-between',
    width: '100%',
    height: '100%',
    overflow: 'hidden',
    padding: theme.spacing(0.75, 1, 0.75, 1.5),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    cursor: 'pointer',
    '&:hover': { borderColor: theme.colors.border.strong },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
  critical: css({ boxShadow: `0 0 0 1px ${theme.colors.text.primary}`, borderColor: theme.colors.text.primary }),
  failed: css({ background: theme.colors.background.secondary, borderColor: theme.colors.error.border }),
  queued: css({ borderStyle: 'dashed' }),
  gone: css({ filter: 'grayscale(1)' }),
  stripe: css({ position: 'absolute', left: 0, top: 0, bottom: 0, width: 4 }),
  line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75), minWidth: 0, minHeight: 20 }),
  name: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: theme.typography.fontWeightMedium,
  }),
  small: css({
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
    color: theme.colors.text.secondary,
  }),
  clip: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  error: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.error.text,
  }),
  waits: css({ display: 'inline-flex', gap: theme.spacing(0.5), marginLeft: 'auto', flexShrink: 0 }),
  badge: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: 3,
    marginLeft: 'auto',
    padding: theme.spacing(0, 0.5),
    borderRadius: theme.shape.radius.pill,
    border: `1px solid ${theme.colors.border.medium}`,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
    color: theme.colors.text.primary,
  }),
  warning: css({ borderColor: theme.colors.warning.border, '& svg': { color: theme.colors.warning.text } }),
});
