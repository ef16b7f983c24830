import { css } from '@emotion/css';
import { dateTimeFormat, formattedValueToString, getValueFormat, type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { IconButton, LinkButton, useStyles2 } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';

import { ConditionMark } from '../../components/ConditionMark';
import { durationText } from '../../core/format/durationText';
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

const handoffText = ({ outcome, contextScore }: HandoffRow, name: string): string =>
  `${outcome === 'accepted' ? 'taken over' : outcome} from ${name}` +
  (contextScore === null ? '' : `, ${Math.round(contextScore * 100)} % of the context kept`);

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
      : `${durationText(step.medianSeconds)} (median)${step.p95Seconds === null ? '' : `, ${durationText(step.p95Seconds)} (95th percentile)`}`;
  const facts: Array<[string, string | null]> = [
    ['Now', waitText(step, graph)],
    ['Agent type', step.agentType],
    ['Phase', step.phase],
    ['Side by side in', step.parallelGroup],
    ['After', stepNames(graph.parents.get(step.id) ?? [], graph.steps) || null],
    ['Before', stepNames(graph.children.get(step.id) ?? [], graph.steps) || null],
    ['Handed over', handoffsTo(step, graph)],
    ['Started', exact(step.startedAtMs)],
    ['Ended', exact(step.endedAtMs)],
    ['Usual time', usual],
    ['In the queue', seconds(step.queueSeconds)],
    ['For a person', seconds(step.humanWaitSeconds)],
    ['Attempts', step.attempts > 1 ? String(step.attempts) : null],
    ['Share of the critical path', share],
    ['Tokens', unitText(step.tokens, 'short', 1)],
    ['Cost', unitText(step.costUsd, 'currencyUSD', 3)],
  ];
  return (
    <div className={styles.sheet} role="dialog" aria-label={`Details of ${step.name}`}>
      <div className={styles.head}>
        <ConditionMark condition={step.condition} />
        <strong className={styles.name}>{step.name}</strong>
        <IconButton ref={close} name="times" aria-label="Close details" onClick={onClose} />
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
