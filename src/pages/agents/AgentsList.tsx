import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { EmptyState, FilterInput, LinkButton, LoadingPlaceholder, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { useMemo, useRef } from 'react';

import { RecordTable } from '../../components/RecordTable';
import { readOrder, writeOrder } from '../../components/sortRecords';
import { useSlashFocus } from '../../components/useSlashFocus';
import { pageUrl } from '../../constants';
import { t } from '../../core/i18n/t';
import { Freshness } from '../frame/Freshness';
import { ProblemNote } from '../frame/ProblemNote';
import { RangeControls } from '../frame/RangeControls';
import { useService } from '../service/ServiceContext';
import { useAnswers } from '../service/useAnswers';
import { useLiveFrames } from '../service/useLiveFrames';
import { testIds } from '../testIds';
import { type AgentBy } from '../url/pageLink';
import { useTimeRange } from '../url/useTimeRange';
import { setUrlParams, useUrlSearch } from '../url/useUrlParams';
import { SavedViews } from '../views/SavedViews';
import { agentColumns } from './agentColumns';
import { agentRows, readLiveAgents } from './agentRows';
import { KEY_MEASURES, totalQueries } from './measures';
import { readTotals } from './readTotals';

const VIEW_PARAMS = ['by', 'q', 'sort', 'from', 'to'];

/** Agents with what they do now and their key measures in the range. */
export const AgentsList = () => {
  const styles = useStyles2(getStyles);
  const page = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useSlashFocus(page, input);
  const { uid } = useService();
  const search = useUrlSearch();
  const range = useTimeRange();
  const by: AgentBy = search.get('by') === 'agent' ? 'agent' : 'agent_type';
  const asked = useAnswers(totalQueries(by), range.epoch, range.turn);
  const live = useLiveFrames(uid);
  const agents = live.frames.find(({ name }) => name === 'agents');
  const wanted = (search.get('q') ?? '').toLowerCase();
  const rows = useMemo(
    () =>
      agentRows(
        readLiveAgents(agents, by),
        KEY_MEASURES.map((measure) => [measure, readTotals(asked.value?.get(measure), by)] as const)
      ).filter(({ name }) => name.toLowerCase().includes(wanted)),
    [agents, by, asked.value, wanted]
  );
  return (
    <div ref={page} className={styles.page}>
      <div className={styles.controls}>
        <SavedViews page="agents" params={VIEW_PARAMS} />
        <RangeControls {...range} busy={asked.loading} />
      </div>
      <div className={styles.filters}>
        <div className={styles.find}>
          <FilterInput
            ref={input}
            value={search.get('q') ?? ''}
            onChange={(text) => setUrlParams({ q: text }, true)}
            escapeRegex={false}
            placeholder={t('pages.agents.search', 'Find an agent')}
            aria-label={t('pages.agents.search', 'Find an agent')}
          />
        </div>
        <RadioButtonGroup
          aria-label={t('pages.agents.by', 'Show by')}
          options={[
            { label: t('pages.agents.by-type', 'By type'), value: 'agent_type' as const },
            { label: t('pages.agents.by-agent', 'Each agent'), value: 'agent' as const },
          ]}
          value={by}
          onChange={(value) => setUrlParams({ by: value === 'agent_type' ? null : value })}
        />
      </div>
      <Freshness asked={asked} />
      {KEY_MEASURES.slice(0, 1).map((measure) => (
        <ProblemNote key={measure} answer={asked.value?.get(measure)} />
      ))}
      {rows.length === 0 && asked.value === null && asked.loading && (
        <LoadingPlaceholder text={t('pages.agents.loading', 'Reading agents')} />
      )}
      {rows.length === 0 && asked.value !== null && (
        <EmptyState
          variant={wanted === '' ? 'call-to-action' : 'not-found'}
          message={
            wanted === ''
              ? t('pages.agents.none', 'No agent worked in this range')
              : t('pages.agents.none-pass', 'No agent has this name')
          }
          button={
            <LinkButton href={pageUrl('setup')} variant="secondary">
              {t('pages.agents.check', 'Check the connection')}
            </LinkButton>
          }
        >
          {t(
            'pages.agents.none-hint',
            'Agents show with their first job: from a watched orchestrator, from OpenTelemetry traces, or from job records sent to the service.'
          )}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <div data-testid={testIds.agents.list}>
          <RecordTable
            label={t('pages.agents.label', 'Agents')}
            columns={agentColumns(by, search)}
            records={rows}
            keyOf={({ name }) => name}
            order={readOrder(search.get('sort') ?? 'status')}
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
  filters: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  find: css({ flex: '1 1 220px', minWidth: 0, maxWidth: 420 }),
});
