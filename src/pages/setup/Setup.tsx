import { css, cx } from '@emotion/css';
import { type DataSourceApi, type GrafanaTheme2, type IconName } from '@grafana/data';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { Button, Icon, LinkButton, Stack, useStyles2 } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { lastValueFrom } from 'rxjs';

import { NamedCombobox } from '../../components/NamedCombobox';
import { PlainLink } from '../../components/PlainLink';
import { pageUrl } from '../../constants';
import { t } from '../../core/i18n/t';
import { listSources, useService } from '../service/ServiceContext';
import { testIds } from '../testIds';
import { setUrlParams } from '../url/useUrlParams';
import { CHECK_IDS, type CheckId, type CheckResult, type CheckState } from './check.types';
import { type CheckWorld, CONFIGURATION_URL, runCheck } from './checks';

const ICON: Readonly<Record<CheckState, IconName>> = {
  running: 'spinner',
  ok: 'check-circle',
  warning: 'exclamation-triangle',
  failed: 'exclamation-circle',
  off: 'minus-circle',
};

const stateWord = (state: CheckState): string => {
  switch (state) {
    case 'running':
      return t('pages.setup.state-running', 'Checking');
    case 'ok':
      return t('pages.setup.state-ok', 'Works');
    case 'warning':
      return t('pages.setup.state-warning', 'Look at this');
    case 'failed':
      return t('pages.setup.state-failed', 'Does not work');
    case 'off':
      return t('pages.setup.state-off', 'Not in use');
  }
};

const titleOf = (id: CheckId): string => {
  switch (id) {
    case 'source':
      return t('pages.setup.check-source', 'Data source');
    case 'analytics':
      return t('pages.setup.check-analytics', 'Analytics service');
    case 'question':
      return t('pages.setup.check-question', 'Rights');
    case 'orchestrator':
      return t('pages.setup.check-orchestrator', 'Orchestrator, asked directly');
    case 'data':
      return t('pages.setup.check-data', 'Live data');
    case 'prometheus':
      return t('pages.setup.check-prometheus', 'Prometheus, for alerts');
    case 'dashboards':
      return t('pages.setup.check-dashboards', 'Dashboards');
  }
};

const metricNames = async (uid: string, pattern: string): Promise<string[]> => {
  const source: DataSourceApi = await getDataSourceSrv().get(uid);
  const values = (await source.metricFindQuery?.(`metrics(${pattern})`, {})) ?? [];
  return values.map(({ text }) => text);
};

const hasDashboard = async (uid: string): Promise<boolean> => {
  const answer = await lastValueFrom(
    getBackendSrv().fetch({ url: `/api/dashboards/uid/${uid}`, showErrorAlert: false, showSuccessAlert: false })
  );
  return answer.ok;
};

const useChecks = (turn: number): ReadonlyMap<CheckId, CheckResult> => {
  const service = useService();
  const [results, setResults] = useState<{ turn: number; found: ReadonlyMap<CheckId, CheckResult> }>({
    turn,
    found: new Map(),
  });
  const world = useMemo(
    (): CheckWorld => ({
      service,
      now: () => Date.now(),
      listOf: (type) => getDataSourceSrv().getList({ type }),
      metricNames,
      hasDashboard,
    }),
    [service]
  );
  useEffect(() => {
    const subscriptions = CHECK_IDS.map((id) =>
      runCheck(id, world).subscribe((result) =>
        setResults((held) => ({ turn, found: new Map([...(held.turn === turn ? held.found : []), [id, result]]) }))
      )
    );
    return () => subscriptions.forEach((one) => one.unsubscribe());
  }, [world, turn]);
  return results.turn === turn ? results.found : new Map();
};

const Check = ({ id, result }: { id: CheckId; result: CheckResult | undefined }) => {
  const styles = useStyles2(getStyles);
  const state = result?.state ?? 'running';
  return (
    <li className={styles.check}>
      <Icon name={ICON[state]} size="lg" className={cx(styles.icon, styles[state])} aria-hidden />
      <div className={styles.body}>
        <div className={styles.head}>
          <h3 className={styles.title}>{titleOf(id)}</h3>
          <span className={styles.word}>{stateWord(state)}</span>
        </div>
        {result && <div>{result.text}</div>}
        {result?.remedy && <div className={styles.remedy}>{result.remedy}</div>}
        {result?.link && <PlainLink href={result.link.href}>{result.link.text}</PlainLink>}
      </div>
    </li>
  );
};

/** Every part of the product, with whether it works and what to do if not; it ends on live data. */
export const Setup = () => {
  const styles = useStyles2(getStyles);
  const { uid } = useService();
  const [turn, setTurn] = useState(0);
  const results = useChecks(turn);
  const sources = listSources();
  const isFine = [...results.values()].every(({ state }) => state !== 'failed') && results.size === CHECK_IDS.length;
  return (
    <Stack direction="column" gap={2}>
      <div className={styles.controls}>
        {sources.length > 1 && (
          <div className={styles.source}>
            <NamedCombobox
              id="eljefe-setup-source"
              aria-label={t('pages.setup.which', 'Data source')}
              options={sources.map((one) => ({ label: one.name, value: one.uid }))}
              value={uid}
              onChange={(option) => setUrlParams({ 'var-datasource': option?.value ?? null })}
            />
          </div>
        )}
        <Button icon="sync" variant="secondary" onClick={() => setTurn((held) => held + 1)}>
          {t('pages.setup.again', 'Check again')}
        </Button>
        <LinkButton href={CONFIGURATION_URL} variant="secondary" icon="book">
          {t('pages.setup.how', 'How it is connected')}
        </LinkButton>
        {isFine && (
          <LinkButton href={pageUrl('home')} icon="home-alt">
            {t('pages.setup.go', 'See what runs')}
          </LinkButton>
        )}
      </div>
      <ol className={styles.list} data-testid={testIds.setup.checks} aria-label={t('pages.setup.checks', 'Checks')}>
        {CHECK_IDS.map((id) => (
          <Check key={id} id={id} result={results.get(id)} />
        ))}
      </ol>
    </Stack>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  controls: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  source: css({ flex: '0 1 260px', minWidth: 0 }),
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1), maxWidth: 860 }),
  check: css({
    display: 'flex',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  icon: css({ flexShrink: 0, marginTop: 2 }),
  body: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  head: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1.5), alignItems: 'baseline' }),
  title: css({ margin: 0, fontSize: theme.typography.h5.fontSize }),
  word: css({ color: theme.colors.text.secondary }),
  remedy: css({ fontWeight: theme.typography.fontWeightMedium }),
  running: css({ color: theme.colors.text.secondary }),
  ok: css({ color: theme.colors.success.text }),
  warning: css({ color: theme.colors.warning.text }),
  failed: css({ color: theme.colors.error.text }),
  off: css({ color: theme.colors.text.secondary }),
});
