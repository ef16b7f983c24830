import { css } from '@emotion/css';
import { type Query } from '@eljefe/contract';
import { type GrafanaTheme2 } from '@grafana/data';
import { Alert, LinkButton, LoadingPlaceholder, Stack, Text, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { OVERVIEW_DASHBOARD_URL } from '../../constants';
import { useTick } from '../../components/useTick';
import { t } from '../../core/i18n/t';
import { frameOf } from '../service/frameRows';
import { useAnswers } from '../service/useAnswers';
import { useLiveFrames } from '../service/useLiveFrames';
import { useService } from '../service/ServiceContext';
import { testIds } from '../testIds';
import { pageLink } from '../url/pageLink';
import { useUrlSearch } from '../url/useUrlParams';
import { NeedList } from './NeedList';
import { needsOf } from './needs';
import { type HomeInput } from './needs.types';
import { readHealth } from './readHealth';
import { readBudgets, readHome } from './readHome';
import { RunningSessions } from './RunningSessions';
import { HealthWords } from './HealthWords';
import { stateInWords } from './stateInWords';

const MAX_NEEDS = 30;
const ASKED: readonly Query[] = [
  { refId: 'budgets', kind: 'budgets' },
  { refId: 'insights', kind: 'insights' },
];
/** Budgets and health are asked for again this often; everything else is live. */
const ASKED_MS = 60_000;
const HOUR_MS = 3_600_000;

const useLastHour = () => {
  const now = Math.floor(useTick(ASKED_MS) / ASKED_MS) * ASKED_MS;
  const range = useMemo(() => ({ from: now - HOUR_MS, to: now }), [now]);
  const { value } = useAnswers(ASKED, range);
  return useMemo(
    () => ({
      budgets: readBudgets(frameOf(value?.get('budgets'))),
      health: readHealth(frameOf(value?.get('insights'))),
    }),
    [value]
  );
};

const isUnheard = ({ jobs, sessions, orchestrators }: HomeInput): boolean =>
  jobs.length + sessions.length + orchestrators.length === 0;

/** What runs and what needs a person, in words, with the ways on. */
export const Home = () => {
  const styles = useStyles2(getStyles);
  const { uid } = useService();
  const search = useUrlSearch();
  const { frames, error, loading } = useLiveFrames(uid);
  const { budgets, health } = useLastHour();
  const input = useMemo(() => readHome(frames, budgets), [frames, budgets]);
  const needs = useMemo(() => (input ? needsOf(input) : []), [input]);
  return (
    <Stack direction="column" gap={3}>
      {error && (
        <Alert
          severity={input ? 'warning' : 'error'}
          title={
            input
              ? t('pages.home.stale', 'Last known state: nothing newer can be read')
              : t('pages.home.unread', 'The live state cannot be read')
          }
        >
          {error}
        </Alert>
      )}
      {loading && <LoadingPlaceholder text={t('pages.home.listening', 'Listening for agents')} />}
      {input && (
        <div role="status" data-testid={testIds.home.state}>
          <Text element="h2">{stateInWords(input, needs)}</Text>
          {health && <HealthWords health={health} />}
        </div>
      )}
      <nav className={styles.ways} aria-label={t('pages.home.ways', 'Ways on')}>
        <LinkButton href={OVERVIEW_DASHBOARD_URL} icon="apps">
          {t('pages.home.overview', 'Open the overview')}
        </LinkButton>
        <LinkButton href={pageLink('agents', {}, search)} variant="secondary" icon="users-alt">
          {t('pages.home.agents', 'Agents')}
        </LinkButton>
        <LinkButton href={pageLink('sessions', {}, search)} variant="secondary" icon="list-ul">
          {t('pages.home.all-sessions', 'Sessions')}
        </LinkButton>
        <LinkButton href={pageLink('compare', {}, search)} variant="secondary" icon="columns">
          {t('pages.home.compare', 'Compare')}
        </LinkButton>
        <LinkButton href={pageLink('setup', {}, search)} variant="secondary" icon="heart-rate">
          {t('pages.home.setup', 'Check the connection')}
        </LinkButton>
      </nav>
      {input && (
        <div className={styles.parts}>
          <section>
            <h3 className={styles.part}>{t('pages.home.needs', 'What needs you')}</h3>
            {needs.length === 0 ? (
              <Text color="secondary">
                {isUnheard(input)
                  ? t(
                      'pages.home.unheard',
                      'No agent has been heard yet. Connect an orchestrator, or send OpenTelemetry traces or job records; “Check the connection” says what is missing.'
                    )
                  : t(
                      'pages.home.no-needs',
                      'Nothing waits, fails, is stuck or over budget. It shows here when it does.'
                    )}
              </Text>
            ) : (
              <NeedList needs={needs.slice(0, MAX_NEEDS)} />
            )}
            {needs.length > MAX_NEEDS && (
              <Text color="secondary">
                {t('pages.home.more-needs', 'and {{number}} more', { number: needs.length - MAX_NEEDS })}
              </Text>
            )}
          </section>
          <section>
            <h3 className={styles.part}>{t('pages.home.sessions', 'Sessions under way')}</h3>
            <RunningSessions sessions={input.sessions} />
          </section>
        </div>
      )}
    </Stack>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  ways: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  parts: css({
    display: 'grid',
    gap: theme.spacing(3),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 380px), 1fr))',
    alignItems: 'start',
  }),
  part: css({ fontSize: theme.typography.h4.fontSize }),
});
