import { css } from '@emotion/css';
import { dateTimeFormat, formattedValueToString, getValueFormat, type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { IconButton, LinkButton, useStyles2 } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';

import { ConditionMark } from '../../components/ConditionMark';
import { durationText } from '../../core/format/durationText';
import { t } from '../../core/i18n/t';
import { type HandoffRow, type StepRow } from './pipeline.types';
import { type PipelineGraph } from './pipelineGraph';
import { waitText } from './pipelineInWords';
import { type StepLink } from './stepLinks';
import { StepProgress } from './StepProgress';
import { stepNames } from './stepSentence';

interface Props {
  step: StepRow;
  graph: PipelineGraph;
  links: readonly StepLink[];
  timeZone: TimeZone;
  onClose: () => void;
}

const seconds = (value: number | null): string | null => (value === null ? null : durationText(value));

const unitText = (value: number | null, unit: string, decimals?: number): string | null =>
  value === null ? null : formattedValueToString(getValueFormat(unit)(value, decimals));

const OUTCOME_TEXT: Readonly<Record<HandoffRow['outcome'], (name: string) => string>> = {
  accepted: (name) => t('pipeline.handoff.accepted', 'taken over from {{name}}', { name }),
  pending: (name) => t('pipeline.handoff.pending', 'pending from {{name}}', { name }),
  failed: (name) => t('pipeline.handoff.failed', 'failed from {{name}}', { name }),
};

const handoffText = ({ outcome, contextScore }: HandoffRow, name: string): string =>
  [
    OUTCOME_TEXT[outcome](name),
    ...(contextScore === null
      ? []
      : [
          t('pipeline.handoff.context', '{{percent}} % of the context kept', {
            percent: Math.round(contextScore * 100),
          }),
        ]),
  ].join(', ');

/** What was handed to a step, by explicit handoffs alone. */
const handoffsTo = (step: StepRow, { edges, steps }: PipelineGraph): string | null => {
  const names = new Map(steps.map(({ id, name }) => [id, name]));
  const texts = edges.flatMap(({ to, from, handoff }) =>
    to === step.id && handoff !== null ? [handoffText(handoff, names.get(from) ?? from)] : []
  );
  return texts.length === 0 ? null : texts.join('; ');
};

/** One step in full, over the picture. Esc or the cross closes it. */
export const StepDetails = ({ step, graph, links, timeZone, onClose }: Props) => {
  const styles = useStyles2(getStyles);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), [step.id]);
  const exact = (ms: number | null): string | null => (ms === null ? null : dateTimeFormat(ms, { timeZone }));
  const share = step.criticalShare === null ? null : `${Math.round(step.criticalShare * 100)} %`;
  const usual =
    step.medianSeconds === null
      ? null
      : step.p95Seconds === null
        ? t('agentgrid.details.median', '{{median}} (median)', { median: durationText(step.medianSeconds) })
        : t('agentgrid.details.medianP95', '{{median}} (median), {{p95}} (95th percentile)', {
            median: durationText(step.medianSeconds),
            p95: durationText(step.p95Seconds),
          });
  const facts: Array<[string, string | null]> = [
    [t('pipeline.fact.now', 'Now'), waitText(step, graph)],
    [t('pipeline.fact.agentType', 'Agent type'), step.agentType],
    [t('pipeline.fact.phase', 'Phase'), step.phase],
    [t('pipeline.fact.parallel', 'Side by side in'), step.parallelGroup],
    [t('pipeline.fact.after', 'After'), stepNames(graph.parents.get(step.id) ?? [], graph.steps) || null],
    [t('pipeline.fact.before', 'Before'), stepNames(graph.children.get(step.id) ?? [], graph.steps) || null],
    [t('pipeline.fact.handed', 'Handed over'), handoffsTo(step, graph)],
    [t('agentgrid.fact.started', 'Started'), exact(step.startedAtMs)],
    [t('agentgrid.fact.ended', 'Ended'), exact(step.endedAtMs)],
    [t('agentgrid.fact.usual', 'Usual time'), usual],
    [t('pipeline.fact.queue', 'In the queue'), seconds(step.queueSeconds)],
    [t('pipeline.fact.human', 'For a person'), seconds(step.humanWaitSeconds)],
    [t('pipeline.fact.attempts', 'Attempts'), step.attempts > 1 ? String(step.attempts) : null],
    [t('pipeline.fact.share', 'Share of the critical path'), share],
    [t('pipeline.fact.tokens', 'Tokens'), unitText(step.tokens, 'short', 1)],
    [t('pipeline.fact.cost', 'Cost'), unitText(step.costUsd, 'currencyUSD', 3)],
  ];
  return (
    <div
      className={styles.sheet}
      role="dialog"
      aria-label={t('agentgrid.details.of', 'Details of {{agent}}', { agent: step.name })}
    >
      <div className={styles.head}>
        <ConditionMark condition={step.condition} />
        <strong className={styles.name}>{step.name}</strong>
        <IconButton
          ref={close}
          name="times"
          aria-label={t('agentgrid.details.close', 'Close details')}
          onClick={onClose}
        />
      </div>
      {step.error !== null && <pre className={styles.error}>{step.error}</pre>}
      <div className={styles.links}>
        {links.map(({ href, title }) => (
          <LinkButton key={href} href={href} size="sm" variant="secondary">
            {title}
          </LinkButton>
        ))}
      </div>
      <StepProgress step={step} />
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <React.Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </React.Fragment>
          ))}
      </dl>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  sheet: css({
    position: 'absolute',
    zIndex: 2,
    top: 0,
    right: 0,
    bottom: 0,
    width: 'min(360px, 100%)',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    overflow: 'auto',
    padding: theme.spacing(1.5),
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
  }),
  head: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  name: css({ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }),
  error: css({
    margin: 0,
    padding: theme.spacing(1),
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    maxHeight: theme.spacing(16),
    overflow: 'auto',
    flexShrink: 0,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.primary,
    background: theme.colors.error.transparent,
    border: `1px solid ${theme.colors.error.borderTransparent}`,
  }),
  links: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), '&:empty': { display: 'none' } }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.25, 1.5),
    margin: 0,
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  }),
});
