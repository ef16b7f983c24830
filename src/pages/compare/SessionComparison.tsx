import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { InlineSwitch, Text, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import { ConditionMark } from '../../components/ConditionMark';
import { type RecordColumn, RecordTable } from '../../components/RecordTable';
import { t } from '../../core/i18n/t';
import { ABSENT, countText, lengthText, moneyText } from '../format';
import { type TraceTree } from '../trace/trace.types';
import { type Aligned, MOST_ALIGNED } from './alignSteps';
import { compareSessions, sessionTotals, type SessionTotals, type StepItem } from './compareSessions';
import { Delta } from './Delta';

const MOST_ROWS = 400;

interface Row extends Aligned<StepItem> {
  place: number;
}

const sum = ({ a, b }: Row): StepItem | null => a ?? b;

const sideText = (item: StepItem | null): React.ReactNode =>
  item === null ? (
    <span title={t('pages.compare.not-there', 'Not in this session')}>{ABSENT}</span>
  ) : (
    <>
      {lengthText(item.span.durationMs)}
      {item.span.failed && (
        <>
          {' '}
          <ConditionMark condition="failed" />
        </>
      )}
    </>
  );

const columns = (): Array<RecordColumn<Row>> => [
  {
    id: 'step',
    header: t('pages.compare.step', 'Step'),
    isName: true,
    grow: true,
    cell: (row) => {
      const item = sum(row);
      return item === null ? null : (
        <span style={{ paddingLeft: Math.min(item.depth, 8) * 12 }}>
          <strong>{item.span.who}</strong> {item.span.name !== item.span.who && item.span.name}
        </span>
      );
    },
  },
  { id: 'a', header: t('pages.compare.first', 'First'), align: 'right', cell: ({ a }) => sideText(a) },
  { id: 'b', header: t('pages.compare.second', 'Second'), align: 'right', cell: ({ b }) => sideText(b) },
  {
    id: 'time',
    header: t('pages.compare.time', 'Time'),
    align: 'right',
    cell: ({ a, b }) => <Delta a={a?.span.durationMs ?? null} b={b?.span.durationMs ?? null} text={lengthText} />,
  },
  {
    id: 'cost',
    header: t('pages.compare.cost', 'Cost'),
    align: 'right',
    cell: ({ a, b }) => <Delta a={a?.span.costUsd ?? null} b={b?.span.costUsd ?? null} text={moneyText} />,
  },
];

interface TotalLine {
  name: string;
  a: number | null;
  b: number | null;
  text: (value: number | null) => string;
}

const totalLines = (a: SessionTotals, b: SessionTotals): TotalLine[] => [
  { name: t('pages.compare.length', 'Took'), a: a.lengthMs, b: b.lengthMs, text: lengthText },
  { name: t('pages.compare.cost', 'Cost'), a: a.costUsd, b: b.costUsd, text: moneyText },
  { name: t('pages.compare.tokens', 'Tokens'), a: a.tokens, b: b.tokens, text: countText },
  { name: t('pages.compare.spans', 'Steps and calls'), a: a.steps, b: b.steps, text: countText },
  { name: t('pages.compare.failures', 'Failures'), a: a.failed, b: b.failed, text: countText },
];

const totalColumns = (): Array<RecordColumn<TotalLine>> => [
  { id: 'name', header: t('pages.compare.measure', 'Measure'), isName: true, cell: ({ name }) => name },
  { id: 'a', header: t('pages.compare.first', 'First'), align: 'right', cell: ({ a, text }) => text(a) },
  { id: 'b', header: t('pages.compare.second', 'Second'), align: 'right', cell: ({ b, text }) => text(b) },
  {
    id: 'delta',
    header: t('pages.compare.delta', 'Second against first'),
    align: 'right',
    cell: ({ a, b, text }) => <Delta a={a} b={b} text={text} />,
  },
];

const differs = ({ a, b }: Row): boolean => a === null || b === null || a.span.failed !== b.span.failed;

interface Props {
  a: TraceTree;
  b: TraceTree;
}

/** Sums of two sessions and their steps, aligned. */
export const SessionComparison = ({ a, b }: Props) => {
  const styles = useStyles2(getStyles);
  const [onlyOther, setOnlyOther] = useState(false);
  const rows = useMemo(() => compareSessions(a, b).map((row, place): Row => ({ ...row, place })), [a, b]);
  const other = rows.filter(differs);
  const shown = (onlyOther ? other : rows).slice(0, MOST_ROWS);
  const isCut = a.nodes.length > MOST_ALIGNED || b.nodes.length > MOST_ALIGNED;
  return (
    <div className={styles.all}>
      <RecordTable
        label={t('pages.compare.totals', 'Sums')}
        columns={totalColumns()}
        records={totalLines(sessionTotals(a), sessionTotals(b))}
        keyOf={({ name }) => name}
        order={null}
        onOrder={() => undefined}
      />
      <Text color="secondary">
        {t(
          'pages.compare.one-run',
          'One run against one run: how sure a difference is cannot be told. Compare two periods for that.'
        )}
      </Text>
      <div className={styles.head}>
        <h2 className={styles.part}>{t('pages.compare.steps', 'Steps, aligned')}</h2>
        <InlineSwitch
          id="eljefe-compare-other"
          showLabel
          label={t('pages.compare.only-other', 'Only what differs ({{number}})', { number: other.length })}
          value={onlyOther}
          onChange={() => setOnlyOther((held) => !held)}
        />
      </div>
      <RecordTable
        label={t('pages.compare.steps', 'Steps, aligned')}
        columns={columns()}
        records={shown}
        keyOf={({ place }) => String(place)}
        order={null}
        onOrder={() => undefined}
      />
      {(isCut || shown.length === MOST_ROWS) && (
        <Text color="secondary">
          {t('pages.compare.cut', 'The first {{number}} rows are shown.', { number: shown.length })}
        </Text>
      )}
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  all: css({ display: 'grid', gap: theme.spacing(1.5), gridTemplateColumns: 'minmax(0, 1fr)' }),
  head: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 2), alignItems: 'center' }),
  part: css({ margin: 0, fontSize: theme.typography.h4.fontSize }),
});
