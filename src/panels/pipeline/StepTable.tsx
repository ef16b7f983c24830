import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { ConditionMark } from '../../components/ConditionMark';
import { useWindow } from '../../components/useWindow';
import { t } from '../../core/i18n/t';
import { conditionRank } from '../../core/status/condition';
import { type CardSetting } from './cardProps';
import { type StepRow } from './pipeline.types';
import { waitText } from './pipelineInWords';
import { StepProgress } from './StepProgress';
import { stepNames } from './stepSentence';
import { waitedText, waitsOf } from './stepTimes';

interface Props {
  steps: readonly StepRow[];
  setting: CardSetting;
  height: number;
  narrow: boolean;
  label: string;
}

const ROW_PX = 34;

const needsFirst = (steps: readonly StepRow[]): StepRow[] =>
  [...steps].sort(
    (a, b) =>
      conditionRank(a.condition) - conditionRank(b.condition) ||
      (a.startedAtMs ?? Infinity) - (b.startedAtMs ?? Infinity) ||
      (a.id < b.id ? -1 : 1)
  );

const headsOf = (narrow: boolean): string[] => {
  const first = [
    t('pipeline.table.step', 'Step'),
    t('pipeline.table.status', 'Status'),
    t('pipeline.table.time', 'Time'),
  ];
  return narrow
    ? first
    : [
        ...first,
        t('pipeline.table.waits', 'Waits'),
        t('pipeline.table.after', 'After'),
        t('pipeline.table.critical', 'Critical path'),
      ];
};

/** All steps as a table, what needs a person first: the same facts as the graph, for reading and for screen readers. */
export const StepTable = ({ steps, setting, height, narrow, label }: Props) => {
  const styles = useStyles2(getStyles);
  const rows = useMemo(() => needsFirst(steps), [steps]);
  const heights = useMemo(() => rows.map(() => ROW_PX), [rows]);
  const { ref, strips, totalHeight, onScroll } = useWindow({ heights, fallbackHeight: height, keep: -1 });
  const heads = headsOf(narrow);
  const columns = narrow ? 'minmax(0, 1fr) 84px minmax(0, 1.1fr)' : '2fr 110px 1.6fr 1.4fr 1.6fr 96px';
  return (
    <div role="table" aria-label={label} aria-rowcount={rows.length + 1} className={styles.table}>
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={styles.head} style={{ gridTemplateColumns: columns }}>
          {heads.map((head) => (
            <span key={head} role="columnheader">
              {head}
            </span>
          ))}
        </div>
      </div>
      {/* Rows scroll by keyboard too: the scroll area itself takes the focus. */}
      <div ref={ref} role="rowgroup" tabIndex={0} className={styles.body} onScroll={onScroll}>
        <div style={{ height: totalHeight }} role="presentation" />
        {strips.map(({ index, top }) => {
          const step = rows[index];
          return step ? (
            <div
              key={step.id}
              role="row"
              aria-rowindex={index + 2}
              className={styles.row}
              style={{ top, height: ROW_PX, gridTemplateColumns: columns }}
            >
              <span role="cell">
                <button type="button" className={styles.name} onClick={() => setting.onOpen(step.id)}>
                  {step.name}
                </button>
              </span>
              <span role="cell">
                <ConditionMark condition={step.condition} />
              </span>
              <span role="cell" className={styles.flex}>
                <StepProgress step={step} />
              </span>
              {!narrow && <OtherCells step={step} setting={setting} />}
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
};

const OtherCells = ({ step, setting: { graph } }: { step: StepRow; setting: CardSetting }) => {
  const waits = waitsOf(step).map(({ kind, text }) => waitedText(kind, text));
  const now = waitText(step, graph);
  return (
    <>
      <span role="cell">{[...(now === null ? [] : [now]), ...waits].join('; ')}</span>
      <span role="cell">{stepNames(graph.parents.get(step.id) ?? [], graph.steps)}</span>
      <span role="cell">
        {step.criticalShare === null ? (step.critical ? 'yes' : '') : `${Math.round(step.criticalShare * 100)} %`}
      </span>
    </>
  );
};

const getStyles = (theme: GrafanaTheme2) => {
  const line = {
    display: 'grid',
    gap: theme.spacing(1),
    alignItems: 'center',
    padding: theme.spacing(0, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  };
  return {
    table: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }),
    head: css({
      ...line,
      height: 28,
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    body: css({
      position: 'relative',
      flex: 1,
      minHeight: 0,
      overflowY: 'auto',
      overflowX: 'hidden',
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
    }),
    row: css({
      ...line,
      position: 'absolute',
      left: 0,
      right: 0,
      '& > span': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
      '&:hover': { background: theme.colors.action.hover },
    }),
    flex: css({ display: 'flex' }),
    name: css({
      maxWidth: '100%',
      padding: 0,
      border: 0,
      background: 'none',
      textAlign: 'left',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      color: theme.colors.text.primary,
      fontWeight: theme.typography.fontWeightMedium,
      '&:hover': { textDecoration: 'underline' },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
    }),
  };
};
