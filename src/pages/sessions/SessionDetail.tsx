import { css } from '@emotion/css';
import { type Query, type Session } from '@eljefe/contract';
import { type GrafanaTheme2 } from '@grafana/data';
import { Alert, EmptyState, LinkButton, LoadingPlaceholder, Tab, TabContent, TabsBar, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import { t } from '../../core/i18n/t';
import { NoticeList } from '../../components/NoticeList';
import { FeedbackPanel } from '../feedback/FeedbackPanel';
import { Freshness } from '../frame/Freshness';
import { ProblemNote } from '../frame/ProblemNote';
import { Replay } from '../replay/Replay';
import { frameOf } from '../service/frameRows';
import { useAnswers } from '../service/useAnswers';
import { testIds } from '../testIds';
import { buildTree } from '../trace/buildTree';
import { readTrace } from '../trace/readTrace';
import { TraceExplorer } from '../trace/TraceExplorer';
import { pageLink } from '../url/pageLink';
import { setUrlParams, useUrlSearch } from '../url/useUrlParams';
import { SessionHead } from './SessionHead';
import { traceIdOf } from './traceIdOf';
import { useSession } from './useSession';

const VIEWS = ['timeline', 'table', 'replay', 'feedback'] as const;
type View = (typeof VIEWS)[number];

const viewName = (view: View): string => {
  switch (view) {
    case 'timeline':
      return t('pages.session.view-timeline', 'Timeline');
    case 'table':
      return t('pages.session.view-table', 'Table');
    case 'replay':
      return t('pages.session.view-replay', 'Replay');
    case 'feedback':
      return t('pages.session.view-feedback', 'Feedback');
  }
};

const MARGIN_MS = 60_000;
const DAY_MS = 86_400_000;

/** Everything that happened between its first and its last sign of life. */
const rangeOf = ({ created_at, started_at, first_seen_at, completed_at, last_news_at }: Session) => ({
  from: Math.min(created_at ?? Infinity, started_at ?? Infinity, first_seen_at) - MARGIN_MS,
  to: Math.max(completed_at ?? 0, last_news_at) + MARGIN_MS,
});

interface LoadedProps {
  id: string;
  source: string;
  /** Null for a trace that belongs to no session that is known. */
  session: Session | null;
  turn: number;
  /** Why there is no session. */
  failure: string | null;
}

const NO_STEPS = { handoffs: [], steps: [] };

const Loaded = ({ id, source, session, turn, failure }: LoadedProps) => {
  const search = useUrlSearch();
  const view = VIEWS.find((one) => one === search.get('view')) ?? 'timeline';
  const traceId = traceIdOf(id);
  const queries: Query[] = useMemo(
    () => [
      { refId: 'trace', kind: 'trace', id: traceId, ...(source === '' ? {} : { source }) },
      { refId: 'jobs', kind: 'jobs', filters: [{ key: 'session_id', op: '=', values: [id] }], limit: 500 },
    ],
    [id, traceId, source]
  );
  const [openedAt] = useState(() => Date.now());
  const range = useMemo(
    () => (session ? rangeOf(session) : { from: openedAt - DAY_MS, to: openedAt }),
    [session, openedAt]
  );
  const asked = useAnswers(queries, range, turn);
  const answer = asked.value?.get('trace');
  const tree = useMemo(() => buildTree(readTrace(frameOf(answer))), [answer]);
  return (
    <>
      <TabsBar>
        {VIEWS.map((one) => (
          <Tab
            key={one}
            label={viewName(one)}
            active={one === view}
            onChangeTab={(event) => {
              event?.preventDefault();
              setUrlParams({ view: one === 'timeline' ? null : one });
            }}
          />
        ))}
      </TabsBar>
      <TabContent>
        {failure !== null && asked.value && tree.nodes.length === 0 && (
          <Alert
            severity="error"
            title={t('pages.session.unread', 'Neither a session nor a trace of this id is stored')}
          >
            {failure}
          </Alert>
        )}
        {failure === null && <ProblemNote answer={answer} />}
        {asked.failure !== null && <Freshness asked={asked} />}
        {view !== 'feedback' && <NoticeList notices={answer?.notices ?? []} />}
        {asked.value === null && asked.loading && (
          <LoadingPlaceholder text={t('pages.session.loading-trace', 'Reading its spans')} />
        )}
        {answer && failure === null && tree.nodes.length === 0 && !answer.problem && view !== 'feedback' && (
          <EmptyState
            variant="not-found"
            message={t('pages.session.no-spans', 'Nothing of this session has begun yet')}
          >
            {t('pages.session.no-spans-hint', 'Steps and spans show here as soon as the first one starts.')}
          </EmptyState>
        )}
        {tree.nodes.length > 0 && (view === 'timeline' || view === 'table') && <TraceExplorer tree={tree} as={view} />}
        {tree.nodes.length > 0 && view === 'replay' && <Replay tree={tree} session={session ?? NO_STEPS} />}
        {view === 'feedback' && asked.value && <FeedbackPanel jobs={frameOf(asked.value.get('jobs'))} />}
      </TabContent>
    </>
  );
};

interface Props {
  id: string;
  /** Orchestrator, '' when the id is enough. */
  source: string;
}

/** One session: in words, as a timeline, as a table, as a replay, and what people say of it. */
export const SessionDetail = ({ id, source }: Props) => {
  const styles = useStyles2(getStyles);
  const search = useUrlSearch();
  const observed = useSession(id, source);
  const { value: session, failure, loading, turn } = observed;
  if (id === '') {
    return (
      <EmptyState
        variant="not-found"
        message={t('pages.session.none', 'No session is named')}
        button={
          <LinkButton href={pageLink('sessions', {}, search)}>{t('pages.session.all', 'All sessions')}</LinkButton>
        }
      />
    );
  }
  return (
    <div className={styles.page} data-testid={testIds.sessions.detail}>
      {session === null && loading && <LoadingPlaceholder text={t('pages.session.loading', 'Reading the session')} />}
      {session === null && failure !== null && (
        <Loaded id={id} source={source} session={null} turn={0} failure={failure} />
      )}
      {session && (
        <>
          <SessionHead session={session} asked={observed} />
          <Loaded id={session.session_id} source={session.source} session={session} turn={turn} failure={null} />
        </>
      )}
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'grid', gap: theme.spacing(1.5), gridTemplateColumns: 'minmax(0, 1fr)' }),
});
