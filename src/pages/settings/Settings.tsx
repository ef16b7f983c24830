import { css } from '@emotion/css';
import { type Query, mayAct, parse, type Role, ROLES, type SettingName, SettingsState } from '@eljefe/contract';
import { type GrafanaTheme2 } from '@grafana/data';
import { config } from '@grafana/runtime';
import { Alert, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { map } from 'rxjs';

import { RequestFailure } from '../../client/transport';
import { unreadable } from '../../core/problem/explainFailure';
import { t } from '../../core/i18n/t';
import { frameOf } from '../service/frameRows';
import { useService } from '../service/ServiceContext';
import { useAnswers } from '../service/useAnswers';
import { useObserved } from '../service/useObserved';
import { testIds } from '../testIds';
import { BudgetUse } from './BudgetUse';
import { SettingEditor } from './SettingEditor';
import { SloState } from './SloState';
import { Targets } from './Targets';

/** Who may edit what: budgets are the operators' daily tool; the others change what every figure means. */
const NEEDED: Readonly<Record<SettingName, Role>> = {
  budgets: 'Editor',
  slos: 'Admin',
  prices: 'Admin',
  values: 'Admin',
};

const QUERIES: readonly Query[] = [
  { refId: 'budgets', kind: 'budgets' },
  { refId: 'slos', kind: 'budgets', format: 'slo' },
];
const DAY_MS = 86_400_000;

const roleOfViewer = (): Role => {
  if (config.bootData.user.isGrafanaAdmin) {
    return 'Admin';
  }
  return ROLES.find((role) => role === config.bootData.user.orgRole) ?? 'Viewer';
};

/** The settings page: each part says what is in force, since when, and who may change it. */
export const Settings = () => {
  const styles = useStyles2(getStyles);
  const { transport, uid } = useService();
  const [turn, setTurn] = useState(0);
  const role = roleOfViewer();
  const [openedAt] = useState(() => Date.now());
  const range = useMemo(() => ({ from: openedAt - DAY_MS, to: openedAt }), [openedAt]);
  const used = useAnswers(QUERIES, range, turn);
  const state = useObserved<SettingsState>({
    key: uid,
    moment: String(turn),
    ask: () =>
      transport.getJson('analytics', 'read/settings').pipe(
        map((body) => {
          const parsed = parse(SettingsState, body);
          if (!parsed.ok) {
            throw new RequestFailure(unreadable('analytics', body));
          }
          return parsed.value;
        })
      ),
  });
  const again = () => setTurn((held) => held + 1);
  const editor = (name: SettingName) =>
    state.value && (
      <SettingEditor
        name={name}
        setting={state.value[name]}
        mayEdit={mayAct(role, NEEDED[name])}
        needs={NEEDED[name]}
        onSaved={again}
      />
    );
  return (
    <div className={styles.page} data-testid={testIds.settings.page}>
      <div role="status">
        {t('pages.settings.role', 'Your role here is {{role}}.', { role })}{' '}
        {role === 'Viewer' && t('pages.settings.viewer', 'You see everything and change nothing.')}
      </div>
      {state.failure !== null && (
        <Alert
          severity={state.value ? 'warning' : 'error'}
          title={t('pages.settings.unread', 'The settings cannot be read')}
        >
          {state.failure}
        </Alert>
      )}
      {state.value === null && state.loading && (
        <LoadingPlaceholder text={t('pages.settings.loading', 'Reading settings')} />
      )}
      <section aria-labelledby="eljefe-settings-budgets">
        <h2 id="eljefe-settings-budgets">{t('pages.settings.budgets', 'Budgets')}</h2>
        <BudgetUse frame={frameOf(used.value?.get('budgets'))} />
        {editor('budgets')}
      </section>
      <section aria-labelledby="eljefe-settings-slos">
        <h2 id="eljefe-settings-slos">{t('pages.settings.slos', 'Objectives')}</h2>
        <SloState frame={frameOf(used.value?.get('slos'))} />
        {editor('slos')}
      </section>
      <section aria-labelledby="eljefe-settings-prices">
        <h2 id="eljefe-settings-prices">{t('pages.settings.prices', 'Own token prices')}</h2>
        <p>{t('pages.settings.prices-hint', 'They win over the bundled table, each for jobs within its dates.')}</p>
        {editor('prices')}
      </section>
      <section aria-labelledby="eljefe-settings-values">
        <h2 id="eljefe-settings-values">{t('pages.settings.values', 'What a task is worth')}</h2>
        {editor('values')}
      </section>
      <section aria-labelledby="eljefe-settings-targets">
        <h2 id="eljefe-settings-targets">{t('pages.settings.targets', 'Targets and thresholds')}</h2>
        <Targets turn={turn} />
      </section>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
    maxWidth: 1_100,
    '& h2': { fontSize: theme.typography.h4.fontSize, margin: 0 },
    '& p': { color: theme.colors.text.secondary, margin: 0 },
    '& section': { display: 'grid', gap: theme.spacing(1), gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
});
