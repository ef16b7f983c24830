import { css } from '@emotion/css';
import { type Query } from '@eljefe/contract';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, LinkButton, LoadingPlaceholder, Stack, Text, useStyles2 } from '@grafana/ui';
import React, { useMemo, useRef, useState } from 'react';

import { t, tCount } from '../../core/i18n/t';
import { RecordTable } from '../../components/RecordTable';
import { readOrder, writeOrder } from '../../components/sortRecords';
import { NoticeList } from '../../components/NoticeList';
import { pageUrl } from '../../constants';
import { Freshness } from '../frame/Freshness';
import { ProblemNote } from '../frame/ProblemNote';
import { RangeControls } from '../frame/RangeControls';
import { frameOf, frameRows } from '../service/frameRows';
import { useAnswers } from '../service/useAnswers';
import { testIds } from '../testIds';
import { useTimeRange } from '../url/useTimeRange';
import { setUrlParams, useUrlSearch } from '../url/useUrlParams';
import { SavedViews } from '../views/SavedViews';
import { readSessions } from './readSessions';
import { sessionColumns } from './sessionColumns';
import { FILTER_NAMES, FILTER_PARAMS, type FilterName, labelFilter, labelQuery, sessionsQuery } from './sessionFilters';
import { SessionFilters } from './SessionFilters';

const VALUE_QUERIES: readonly Query[] = FILTER_NAMES.map((name) => ({
  refId: name,
  kind: 'values' as const,
  dimension: FILTER_PARAMS[name],
  limit: 200,
}));

/** Names of parameters that make up this page's view, for saved views. */
export const SESSION_VIEW_PARAMS = ['q', 'label', 'sort', 'from', 'to', ...FILTER_NAMES];

/** Sessions of a range: search, filters, labels, saved views (T3, T4). */
export const SessionsList = () => {
  const styles = useStyles2(getStyles);
  const page = useRef<HTMLDivElement>(null);
  const search = useUrlSearch();
  const range = useTimeRange();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const label = labelFilter(search.get('label') ?? '');
  const query = sessionsQuery(search);
  const asked = useAnswers(label ? [query, labelQuery(label)] : [query], range.epoch, range.turn);
  const offered = useAnswers(VALUE_QUERIES, range.epoch);
  const answer = asked.value?.get('sessions');
  const labelled = useMemo(
    () =>
      label ? new Set(frameRows(frameOf(asked.value?.get('labelled')), (row) => row.text('session_id') ?? '')) : null,
    [asked.value, label]
  );
  const all = useMemo(() => readSessions(frameOf(answer)), [answer]);
  const rows = labelled ? all.filter(({ sessionId }) => labelled.has(sessionId)) : all;
  const values = Object.fromEntries(
    FILTER_NAMES.map((name): [FilterName, string[]] => [
      name,
      frameRows(frameOf(offered.value?.get(name)), (row) => row.text('value') ?? row.text('text') ?? '').filter(
        (value) => value !== ''
      ),
    ])
  );
  const isFiltered = search.get('q') || label || query.filters?.length;
  return (
    <div ref={page} className={styles.page}>
      <div className={styles.controls}>
        <SavedViews page="sessions" params={SESSION_VIEW_PARAMS} />
        <RangeControls {...range} busy={asked.loading} />
      </div>
      <SessionFilters values={values} page={page} />
      <Freshness asked={asked} />
      <ProblemNote answer={answer} />
      <ProblemNote answer={asked.value?.get('labelled')} />
      <NoticeList notices={answer?.notices ?? []} />
      {asked.value === null && asked.loading && (
        <LoadingPlaceholder text={t('pages.sessions.loading', 'Reading sessions')} />
      )}
      {answer && !answer.problem && rows.length === 0 && (
        <EmptyState
          variant={isFiltered ? 'not-found' : 'call-to-action'}
          message={
            isFiltered
              ? t('pages.sessions.none-pass', 'No session passes these filters')
              : t('pages.sessions.none', 'No sessions in this range')
          }
          button={
            isFiltered ? (
              <Button
                variant="secondary"
                onClick={() =>
                  setUrlParams(Object.fromEntries(['q', 'label', ...FILTER_NAMES].map((name) => [name, null])))
                }
              >
                {t('pages.sessions.clear', 'Clear filters')}
              </Button>
            ) : (
              <LinkButton href={pageUrl('setup')} variant="secondary">
                {t('pages.sessions.check', 'Check the connection')}
              </LinkButton>
            )
          }
        >
          {t(
            'pages.sessions.none-hint',
            'A session is one run of one workflow. They come from a watched orchestrator, from OpenTelemetry traces, or with job records that carry a session_id. A longer time range may hold some.'
          )}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <div data-testid={testIds.sessions.list}>
          <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
            <Text color="secondary">
              {answer?.next_cursor
                ? t(
                    'pages.sessions.first',
                    'The newest {{number}} sessions; narrow the range or the filters for others',
                    {
                      number: rows.length,
                    }
                  )
                : tCount(
                    'pages.sessions.count',
                    { one: '{{count}} session', other: '{{count}} sessions' },
                    { count: rows.length }
                  )}
            </Text>
            <LinkButton
              size="sm"
              variant="secondary"
              icon="columns"
              disabled={chosen.length !== 2}
              tooltip={t('pages.sessions.compare-tip', 'Choose two sessions to compare them')}
              href={`${pageUrl('compare')}?${new URLSearchParams({ a: chosen[0] ?? '', b: chosen[1] ?? '' })}`}
            >
              {t('pages.sessions.compare', 'Compare two')}
            </LinkButton>
          </Stack>
          <RecordTable
            label={t('pages.sessions.label-table', 'Sessions')}
            columns={sessionColumns({
              search,
              chosen,
              onChoose: (id) =>
                setChosen((held) => (held.includes(id) ? held.filter((one) => one !== id) : [...held, id].slice(-2))),
            })}
            records={rows}
            keyOf={({ source, sessionId }) => `${source}/${sessionId}`}
            order={readOrder(search.get('sort') ?? '-started')}
            onOrder={(order) => setUrlParams({ sort: writeOrder(order) }, true)}
          />
        </div>
      )}
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'grid', gap: theme.spacing(1.5), gridTemplateColumns: 'minmax(0, 1fr)' }),
  controls: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), justifyContent: 'flex-end' }),
});
