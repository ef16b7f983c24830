import { css } from '@emotion/css';
import { type AppPluginMeta, type GrafanaTheme2, type PluginConfigPageProps } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { LinkButton, Stack, Text, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';

import { DATASOURCE_TYPE, datasourceSettingsUrl, HOME_URL, NEW_DATASOURCE_URL } from '../../constants';
import { t } from '../../core/i18n/t';
import { testIds } from '../testIds';
import { PROVISIONING_EXAMPLE } from './provisioningExample';

const Sources = () => {
  const sources = getDataSourceSrv().getList({ pluginId: DATASOURCE_TYPE });
  return sources.length === 0 ? (
    <Text element="p">{t('pages.configuration.none', 'There is none yet.')}</Text>
  ) : (
    <ul data-testid={testIds.configuration.sources}>
      {sources.map(({ uid, name }) => (
        <li key={uid}>
          <TextLink href={datasourceSettingsUrl(uid)} inline={false}>
            {name}
          </TextLink>
        </li>
      ))}
    </ul>
  );
};

/** How the bundle is connected: the data source, by hand or by file. The app itself has no settings. */
export default function ConfigurationPage(_: PluginConfigPageProps<AppPluginMeta>) {
  const styles = useStyles2(getStyles);
  return (
    <Stack direction="column" gap={3}>
      <section>
        <Text element="h3">{t('pages.configuration.connection', 'Connection')}</Text>
        <Text element="p">
          {t(
            'pages.configuration.how',
            'Everything this app shows comes through its data source, and that asks the El Jefe analytics service, a companion that follows your orchestrators and stores what they do. The app itself needs no settings.'
          )}
        </Text>
        <Text element="p">
          {t(
            'pages.configuration.without',
            'Without the service the data source can still show the present state of one orchestrator, and says so.'
          )}
        </Text>
      </section>
      <section>
        <Text element="h3">{t('pages.configuration.sources', 'Data sources')}</Text>
        <Sources />
        <Stack direction="row" gap={1} wrap="wrap">
          <LinkButton href={NEW_DATASOURCE_URL} icon="plus">
            {t('pages.configuration.add', 'Add data source')}
          </LinkButton>
          <LinkButton href={HOME_URL} variant="secondary">
            {t('pages.configuration.home', 'Open home')}
          </LinkButton>
        </Stack>
        <Text element="p" color="secondary">
          {t(
            'pages.configuration.choose',
            'Choose “El Jefe Observability data source” in the list: Grafana’s search under Connections does not find data sources that an app brings along.'
          )}
        </Text>
      </section>
      <section>
        <Text element="h3">{t('pages.configuration.by-file', 'By file')}</Text>
        <Text element="p">
          {t(
            'pages.configuration.file',
            'The same as a provisioning file. The token comes from the environment; leave it out when the service asks for none.'
          )}
        </Text>
        <pre className={styles.code} aria-label={t('pages.configuration.example', 'Provisioning example')}>
          {PROVISIONING_EXAMPLE}
        </pre>
      </section>
      <section>
        <Text element="h3">{t('pages.configuration.limits', 'What the data source cannot do')}</Text>
        <Text element="p">
          {t(
            'pages.configuration.limits-text',
            'It has no part in Grafana’s server, so Grafana alert rules, recording rules, server-side expressions, query caching and externally shared dashboards cannot use it. Alert rules query Prometheus, which scrapes the service’s /metrics.'
          )}
        </Text>
      </section>
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  code: css({ fontSize: theme.typography.bodySmall.fontSize, overflowX: 'auto', maxWidth: theme.spacing(90) }),
});
