import { css } from '@emotion/css';
import { type Query } from '@eljefe/contract';
import { type GrafanaTheme2 } from '@grafana/data';
import { EmptyState, LinkButton, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { ConditionMark } from '../../components/ConditionMark';
import { RecordTable } from '../../components/RecordTable';
import { readOrder, writeOrder } from '../../components/sortRecords';
import { OVERVIEW_DASHBOARD_URL } from '../../constants';
import { t } from '../../core/i18n/t';
import { Freshness } from '../frame/Freshness';
import { ProblemNote } from '../frame/ProblemNote';
import { RangeControls } from '../frame/RangeControls';
import { TotalText } from '../frame/TotalText';
import { frameOf } from '../service/frameRows';
import { useService } from '../service/ServiceContext';
import { useAnswers } from '../service/useAnswers';
import { useLiveFrames } from '../service/useLiveFrames';
import { testIds } from '../testIds';
import { type AgentBy, pageLink } from '../url/pageLink';
import { useTimeRange } from '../url/useTimeRange';
import { setUrlParams, useUrlSearch } from '../url/useUrlParams';
import { readLiveAgents } from './agentRows';
import { ErrorPatterns } from './ErrorPatterns';
import { jobColumns } from './jobColumns';
import { LineChart } from './LineChart';
import { KEY_MEASURES, measureTitle, totalQueries } from './measures';
import { errorPatterns, readJobs } from './readJobs';
import { readLines } from './readLines';
import { readTotals } from './readTotals';

const CHARTS = [
  { measure: 'response_time', statistic: 'p95' },
  { measure: 'success_rate' },
  { measure: 'throughput' },
  { measure: 'cost_per_task' },
] as const;

const MOST_JOBS = 500;

const queriesOf = (by: AgentBy, name: string): Query[] => {
  const filters = [{ key: by, op: '=' as const, values: [name] }];
  return [
    ...totalQueries(by, name),
    ...CHARTS.map((chart) => ({
      refId: `over ${chart.measure}`,
      kind: 'series' as const,
      measure: chart.measure,
      ...('statistic' in chart ? { statistic: chart.statistic } : {}),
      shape: 'series' as const,
      compare: 'former' as const,
      filters,
    })),
    { refId: 'jobs', kind: 'jobs', filters, limit: MOST_JOBS },
  ];
};

const chartTitle = (measure: (typeof CHARTS)[number]['measure']): string => {
  switch (measure) {
    case 'response_time':
      return t('pages.agent.chart-response', 'Response time, 95th percentile');
    case 'success_rate':
      return t('pages.agent.chart-success', 'Success rate');
    case 'throughput':
      return t('pages.agent.chart-throughput', 'Jobs ended');
    case 'cost_per_task':
      return t('pages.agent.chart-cost', 'Cost a job');
  }
};

interface Props {
  by: AgentBy;
  name: string;
}

/** One agent: its state now, performance against the window before, what failed and how, its jobs. */
export const AgentDetail = ({ by, name }: Props) => {
  const styles = useStyles2(getStyles);
  const { uid } = useService();
  const search = useUrlSearch();
  const range = useTimeRange();
  const queries = useMemo(() => (name === '' ? [] : queriesOf(by, name)), [by, name]);
  const asked = useAnswers(queries, range.epoch, range.turn);
  const liveFrames = useLiveFrames(uid);
  const live = readLiveAgents(
    liveFrames.frames.find((frame) => frame.name === 'agents'),
    by
  ).get(name);
  const jobs = useMemo(() => readJobs(frameOf(asked.value?.get('jobs'))), [asked.value]);
  const patterns = useMemo(() => errorPatterns(jobs), [jobs]);
  if (name === '') {
    return (
      <EmptyState
        variant="not-found"
        message={t('pages.agent.none', 'No agent is named')}
        button={<LinkButton href={pageLink('agents', {}, search)}>{t('pages.agent.all', 'All agents')}</LinkButton>}
      />
    );
  }
  return (
    <div className={styles.page} data-testid={testIds.agents.detail}>
      <div className={styles.controls}>
        <div className={styles.now} role="status">
          {live ? (
            <>
              <ConditionMark condition={live.condition} /> {live.task}
            </>
          ) : liveFrames.error !== null ? (
            t('pages.agent.not-known', 'Whether it runs now cannot be read.')
          ) : (
            t('pages.agent.idle', 'Nothing of it runs now.')
          )}
        </div>
        <LinkButton
          variant="secondary"
          icon="apps"
          href={`${OVERVIEW_DASHBOARD_URL}?${new URLSearchParams({
            [`var-${by}`]: name,
            from: search.get('from') ?? 'now-24h',
            to: search.get('to') ?? 'now',
          })}`}
        >
          {t('pages.agent.overview', 'Overview')}
        </LinkButton>
        <RangeControls {...range} busy={asked.loading} />
      </div>
      <Freshness asked={asked} />
      <ProblemNote answer={asked.value?.get('success_rate')} />
      {asked.value === null && asked.loading && (
        <LoadingPlaceholder text={t('pages.agent.loading', 'Reading its measures')} />
      )}
      {asked.value && (
        <>
          <dl className={styles.measures}>
            {KEY_MEASURES.map((measure) => (
              <div key={measure} className={styles.measure}>
                <dt>{measureTitle(measure)}</dt>
                <dd>
                  <TotalText total={readTotals(asked.value?.get(measure), null).get('')} withChange />
                </dd>
              </div>
            ))}
          </dl>
          <div className={styles.note}>
            {t('pages.agent.against', '▲ and ▼ are against the equal time before; the dashed line shows it.')}
          </div>
          <div className={styles.charts}>
            {CHARTS.map(({ measure }) => {
              const { lines, unit } = readLines(asked.value?.get(`over ${measure}`));
              return (
                <LineChart
                  key={measure}
                  title={chartTitle(measure)}
                  unit={unit}
                  lines={lines}
                  from={range.epoch.from}
                  to={range.epoch.to}
                />
              );
            })}
          </div>
          <h2 className={styles.part}>{t('pages.agent.errors', 'What failed')}</h2>
          <ErrorPatterns patterns={patterns} search={search} />
          <h2 className={styles.part}>{t('pages.agent.jobs', 'Jobs')}</h2>
          <ProblemNote answer={asked.value.get('jobs')} />
          {jobs.length === 0 ? (
            <div className={styles.note}>{t('pages.agent.no-jobs', 'It has no job in this range.')}</div>
          ) : (
            <>
              <RecordTable
                label={t('pages.agent.jobs', 'Jobs')}
                columns={jobColumns(search)}
                records={jobs.slice(0, MOST_ROWS)}
                keyOf={({ source, jobId }) => `${source}/${jobId}`}
                order={readOrder(search.get('sort') ?? '')}
                onOrder={(order) => setUrlParams({ sort: writeOrder(order) }, true)}
              />
              {jobs.length > MOST_ROWS && (
                <div className={styles.note}>
                  {t('pages.agent.more-jobs', 'The newest {{number}} are shown; narrow the range for others.', {
                    number: MOST_ROWS,
                  })}
                </div>
              )}
            </>
          )}
        </>
      )}
    </div>
  );
};

const MOST_ROWS = 100;

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'grid', gap: theme.spacing(1.5), gridTemplateColumns: 'minmax(0, 1fr)' }),
  controls: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center' }),
  now: css({ flex: '1 1 200px', minWidth: 0, overflowWrap: 'anywhere' }),
  measures: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))',
    gap: theme.spacing(1),
    margin: 0,
  }),
  measure: css({
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(1),
    '& dt': { color: theme.colors.text.secondary, fontWeight: 'normal' },
    '& dd': { margin: 0, fontSize: theme.typography.h4.fontSize },
  }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  charts: css({ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))', gap: theme.spacing(1) }),
  part: css({ margin: theme.spacing(1, 0, 0), fontSize: theme.typography.h4.fontSize }),
});
