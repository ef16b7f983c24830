import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { IconButton, LinkButton, useStyles2 } from '@grafana/ui';
import React, { useEffect, useRef, type ReactNode } from 'react';

import { Age } from '../../components/Age';
import { ConditionMark } from '../../components/ConditionMark';
import { t } from '../../core/i18n/t';
import { errorHint } from '../../core/status/errorHint';
import { durationText } from '../../core/format/durationText';
import { statusWord } from './agentName';
import { type AgentRow } from './agentGrid.types';
import { Measures, resourceMeasures, spendMeasures } from './Measures';
import { ProgressOrElapsed } from './ProgressOrElapsed';
import { type RowSetting } from './rowProps';

interface Props {
  row: AgentRow;
  setting: RowSetting;
  onClose: () => void;
}

/** What to do next, in one sentence; null when the agent needs nobody. */
const nextStep = (row: AgentRow): string | null => {
  if (row.condition === 'waiting') {
    return t('agentgrid.next.waiting', 'It waits for a person. Open its session and answer, approve or deny.');
  }
  if (row.condition === 'stuck') {
    return row.overLimit
      ? t(
          'agentgrid.next.overLimit',
          'It runs past its limit. Look at its last step, then stop or restart it in the orchestrator.'
        )
      : t(
          'agentgrid.next.silent',
          'It should be moving and is silent. See whether the orchestrator answers, then look at its last step.'
        );
  }
  return row.condition === 'failed' ? errorHint(row.errorCategory ?? 'unknown') : null;
};

/** One agent's card in full, over the grid. Esc or the cross closes it. */
export const AgentDetails = ({ row, setting, onClose }: Props) => {
  const styles = useStyles2(getStyles);
  const close = useRef<HTMLButtonElement>(null);
  const { formats, links, timeZone } = setting;
  useEffect(() => close.current?.focus(), [row.key]);
  const exact = (ms: number | null): string | null => (ms === null ? null : dateTimeFormat(ms, { timeZone }));
  const step = nextStep(row);
  const measures = [...resourceMeasures(row, formats), ...spendMeasures(row, formats)];
  const facts: Array<[string, ReactNode]> = [
    [t('agentgrid.fact.type', 'Type'), row.agentType],
    [t('agentgrid.fact.task', 'Task'), row.task],
    [t('agentgrid.fact.step', 'Step'), row.step],
    [t('agentgrid.fact.model', 'Model'), row.model],
    [t('agentgrid.fact.workflow', 'Workflow'), row.workflowId],
    [t('agentgrid.fact.session', 'Session'), row.sessionId],
    [t('agentgrid.fact.job', 'Job'), row.jobId],
    [t('agentgrid.fact.orchestrator', 'Orchestrator'), row.source === '' ? null : row.source],
    [t('agentgrid.fact.attempt', 'Attempt'), row.attempt],
    [t('agentgrid.fact.started', 'Started'), exact(row.startedStampMs)],
    [t('agentgrid.fact.ended', 'Ended'), exact(row.endedAtMs)],
    [
      t('agentgrid.fact.usual', 'Usual time'),
      row.medianSeconds === null ? null : usualText(row.medianSeconds, row.p95Seconds),
    ],
    [t('agentgrid.fact.limit', 'Limit'), row.timeoutSeconds === null ? null : durationText(row.timeoutSeconds)],
    [
      t('agentgrid.fact.news', 'Last news'),
      <Age key="age" sinceMs={row.newsAtMs} stale={row.stale} exact={exact(row.newsAtMs) ?? undefined} />,
    ],
  ];
  return (
    <div
      className={styles.sheet}
      role="dialog"
      aria-label={t('agentgrid.details.of', 'Details of {{agent}}', { agent: row.agent })}
    >
      <div className={styles.head}>
        <ConditionMark condition={row.condition} word={statusWord(row)} />
        <strong className={styles.name}>{row.agent}</strong>
        <IconButton
          ref={close}
          name="times"
          aria-label={t('agentgrid.details.close', 'Close details')}
          onClick={onClose}
        />
      </div>
      {row.errorMessage !== null && <pre className={styles.error}>{row.errorMessage}</pre>}
      {step !== null && <p className={styles.step}>{step}</p>}
      <div className={styles.links}>
        {links.all(row).map(({ href, title, target }) => (
          <LinkButton key={href} href={href} target={target} size="sm" variant="secondary">
            {title}
          </LinkButton>
        ))}
      </div>
      <ProgressOrElapsed row={row} />
      <Measures measures={measures} />
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

const usualText = (medianSeconds: number, p95Seconds: number | null): string =>
  p95Seconds === null
    ? t('agentgrid.details.median', '{{median}} (median)', { median: durationText(medianSeconds) })
    : t('agentgrid.details.medianP95', '{{median}} (median), {{p95}} (95th percentile)', {
        median: durationText(medianSeconds),
        p95: durationText(p95Seconds),
      });

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
  step: css({ margin: 0 }),
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
