import { css } from '@emotion/css';
import { type Filter, type Query } from '@eljefe/contract';
import { type GrafanaTheme2 } from '@grafana/data';
import { Combobox, EmptyState, Field, LoadingPlaceholder, Stack, Text, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { ConditionMark } from '../../components/ConditionMark';
import { type RecordColumn, RecordTable } from '../../components/RecordTable';
import { t } from '../../core/i18n/t';
import { type EpochRange } from '../../core/query/alignRange';
import { type Condition } from '../../core/status/condition';
import { readJobs } from '../agents/readJobs';
import { ABSENT, countText, instantText, moneyText, ratioText, secondsText } from '../format';
import { Freshness } from '../frame/Freshness';
import { ProblemNote } from '../frame/ProblemNote';
import { RangeControls } from '../frame/RangeControls';
import { frameOf, frameRows } from '../service/frameRows';
import { useAnswers } from '../service/useAnswers';
import { testIds } from '../testIds';
import { useTimeRange } from '../url/useTimeRange';
import { setUrlParams, useUrlSearch } from '../url/useUrlParams';
import { type Certainty, comparePeriods, LEAST_JOBS, type PeriodMeasure, type PeriodRow } from './comparePeriods';

/** Newest jobs of each period that are compared. */
const MOST_JOBS = 3_000;

const BEFORE = ['former', 'day', 'week'] as const;
type Before = (typeof BEFORE)[number];
const DAY_MS = 86_400_000;

const beforeOf = ({ from, to }: EpochRange, before: Before): EpochRange => {
  const shift = before === 'former' ? to - from : before === 'day' ? DAY_MS : 7 * DAY_MS;
  return { from: from - shift, to: to - shift };
};

const beforeName = (before: Before): string => {
  switch (before) {
    case 'former':
      return t('pages.periods.former', 'the equal time right before');
    case 'day':
      return t('pages.periods.day', 'the same time a day before');
    case 'week':
      return t('pages.periods.week', 'the same time a week before');
  }
};

const measureName = (measure: PeriodMeasure): string => {
  switch (measure) {
    case 'success':
      return t('pages.periods.success', 'Success rate');
    case 'duration':
      return t('pages.periods.duration', 'Duration of a job, median');
    case 'cost':
      return t('pages.periods.cost', 'Cost of a job, median');
    case 'tokens':
      return t('pages.periods.tokens', 'Tokens of a job, median');
    case 'quality':
      return t('pages.periods.quality', 'Quality, median');
  }
};

const TEXT: Readonly<Record<PeriodMeasure, (value: number | null) => string>> = {
  success: ratioText,
  duration: secondsText,
  cost: moneyText,
  tokens: countText,
  quality: ratioText,
};

const CONDITION: Readonly<Record<Certainty, Condition>> = {
  better: 'done',
  worse: 'failed',
  different: 'running',
  small: 'queued',
  'not shown': 'stopped',
  'too little': 'unknown',
};

const certaintyWord = (certainty: Certainty): string => {
  switch (certainty) {
    case 'better':
      return t('pages.periods.better', 'Better');
    case 'worse':
      return t('pages.periods.worse', 'Worse');
    case 'different':
      return t('pages.periods.different', 'Different');
    case 'small':
      return t('pages.periods.small', 'Sure, but small');
    case 'not shown':
      return t('pages.periods.not-shown', 'No difference shown');
    case 'too little':
      return t('pages.periods.too-little', 'Too little data');
  }
};

const points = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value * 100).toFixed(1)}`;

const changeText = ({ measure, change, interval }: PeriodRow): string => {
  if (change === null) {
    return ABSENT;
  }
  if (measure !== 'success') {
    return `${change >= 0 ? '▲' : '▼'} ${ratioText(Math.abs(change))}`;
  }
  return interval
    ? t('pages.periods.points', '{{change}} points ({{low}} to {{high}})', {
        change: points(change),
        low: points(interval.low),
        high: points(interval.high),
      })
    : points(change);
};

const columns = (): Array<RecordColumn<PeriodRow>> => [
  {
    id: 'measure',
    header: t('pages.periods.measure', 'Measure'),
    isName: true,
    cell: ({ measure }) => measureName(measure),
  },
  {
    id: 'a',
    header: t('pages.periods.before', 'Before'),
    align: 'right',
    cell: ({ measure, a, countA }) => `${TEXT[measure](a)} (${countA})`,
  },
  {
    id: 'b',
    header: t('pages.periods.now', 'Now'),
    align: 'right',
    cell: ({ measure, b, countB }) => `${TEXT[measure](b)} (${countB})`,
  },
  { id: 'change', header: t('pages.periods.change', 'Change'), align: 'right', cell: changeText },
  {
    id: 'certainty',
    header: t('pages.periods.certainty', 'How sure'),
    cell: ({ certainty, p, method }) => (
      <span title={method ?? undefined}>
        <Stack direction="row" alignItems="center" gap={1} wrap="wrap">
          <ConditionMark condition={CONDITION[certainty]} word={certaintyWord(certainty)} />
          {p !== null && (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`)}
        </Stack>
      </span>
    ),
  },
];

const jobsQuery = (filters: Filter[]): Query => ({ refId: 'jobs', kind: 'jobs', limit: MOST_JOBS, filters });

/** Two periods: counts, medians, shares, and whether a difference is shown (V7, T7). */
export const ComparePeriods = () => {
  const styles = useStyles2(getStyles);
  const search = useUrlSearch();
  const range = useTimeRange();
  const before = BEFORE.find((one) => one === search.get('before')) ?? 'former';
  const type = search.get('var-agent_type') ?? '';
  const former = useMemo(() => beforeOf(range.epoch, before), [range.epoch, before]);
  const queries = useMemo(
    (): Query[] => [jobsQuery(type === '' ? [] : [{ key: 'agent_type', op: '=', values: [type] }])],
    [type]
  );
  const now = useAnswers(queries, range.epoch, range.turn);
  const then = useAnswers(queries, former, range.turn);
  const offered = useAnswers(TYPES, range.epoch);
  const rows = useMemo(
    () =>
      now.value && then.value
        ? comparePeriods(readJobs(frameOf(then.value.get('jobs'))), readJobs(frameOf(now.value.get('jobs'))))
        : null,
    [now.value, then.value]
  );
  const types = frameRows(frameOf(offered.value?.get('types')), (row) => row.text('value') ?? '').filter(Boolean);
  const isEmpty = rows !== null && rows.every(({ countA, countB }) => countA + countB === 0);
  const isCut = [now, then].some(({ value }) => value?.get('jobs')?.next_cursor);
  return (
    <div className={styles.all}>
      <div className={styles.picks}>
        <Field label={t('pages.periods.against', 'Compared with')} noMargin>
          <Combobox
            id="eljefe-periods-before"
            options={BEFORE.map((value) => ({ value, label: beforeName(value) }))}
            value={before}
            onChange={(option) => setUrlParams({ before: option.value })}
          />
        </Field>
        <Field label={t('pages.periods.type', 'Agent type')} noMargin>
          <Combobox
            id="eljefe-periods-type"
            options={types.map((value) => ({ value, label: value }))}
            value={type === '' ? null : type}
            isClearable
            placeholder={t('pages.periods.all-types', 'All')}
            onChange={(option) => setUrlParams({ 'var-agent_type': option?.value ?? null })}
          />
        </Field>
        <div className={styles.controls}>
          <RangeControls {...range} busy={now.loading || then.loading} />
        </div>
      </div>
      <Text color="secondary">
        {t('pages.periods.times', 'Now: {{from}} to {{to}}. Before: {{formerFrom}} to {{formerTo}}.', {
          from: instantText(range.epoch.from),
          to: instantText(range.epoch.to),
          formerFrom: instantText(former.from),
          formerTo: instantText(former.to),
        })}
      </Text>
      <Freshness asked={now.failure === null ? then : now} />
      <ProblemNote answer={now.value?.get('jobs')} />
      {rows === null && (now.loading || then.loading) && (
        <LoadingPlaceholder text={t('pages.periods.loading', 'Reading both periods')} />
      )}
      {isEmpty && (
        <EmptyState variant="not-found" message={t('pages.periods.none', 'No job ended in either period')}>
          {t('pages.periods.none-hint', 'Choose a longer time range, or all agent types.')}
        </EmptyState>
      )}
      {rows !== null && !isEmpty && (
        <div data-testid={testIds.compare.result} className={styles.all}>
          <RecordTable
            label={t('pages.periods.label', 'Two periods')}
            columns={columns()}
            records={rows}
            keyOf={({ measure }) => measure}
            order={null}
            onOrder={() => undefined}
          />
          <Text color="secondary" variant="bodySmall">
            {t(
              'pages.periods.method',
              'In brackets: the jobs a value rests on. A difference is told when p < 0.01, it is at least 5 %, and both sides have {{least}} jobs; “sure, but small” is less than 5 %; “no difference shown” does not mean equal. Shares: two-proportion z test with Newcombe’s interval; others: Mann–Whitney. Jobs are taken as independent, which bursts of failures are not.',
              { least: LEAST_JOBS }
            )}{' '}
            {isCut &&
              t('pages.periods.cut', 'The newest {{number}} jobs of a period are compared.', { number: MOST_JOBS })}
          </Text>
        </div>
      )}
    </div>
  );
};

const TYPES: readonly Query[] = [{ refId: 'types', kind: 'values', dimension: 'agent_type', limit: 200 }];

const getStyles = (theme: GrafanaTheme2) => ({
  all: css({ display: 'grid', gap: theme.spacing(1.5), gridTemplateColumns: 'minmax(0, 1fr)' }),
  picks: css({
    display: 'grid',
    gap: theme.spacing(1),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))',
    alignItems: 'end',
  }),
  controls: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
