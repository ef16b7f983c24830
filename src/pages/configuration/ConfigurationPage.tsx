import { css } from '@emotion/css';
import { type AppPluginMeta, type GrafanaTheme2, type PluginConfigPageProps } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { LinkButton, Stack, Text, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';

import { DATASOURCE_TYPE, datasourceSettingsUrl, HOME_URL, NEW_DATASOURCE_URL } from '../../constants';
import { testIds } from '../testIds';
import { PROVISIONING_EXAMPLE } from './provisioningExample';

const Sources = () => {
  const sources = getDataSourceSrv().getList({ pluginId: DATASOURCE_TYPE });
  return sources.length === 0 ? (
    <Text element="p">There is none yet.</Text>
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
        <Text element="h3">Connection</Text>
        <Text element="p">
          Everything this app shows comes through its data source, and that asks the El Jefe analytics service, a
          companion that follows your orchestrators and stores what they do. The app itself needs no settings.
        </Text>
        <Text element="p">
          Without the service the data source can still show the present state of one orchestrator, and says so.
        </Text>
      </section>
      <section>
        <Text element="h3">Data sources</Text>
        <Sources />
        <Stack direction="row" gap={1} wrap="wrap">
          <LinkButton href={NEW_DATASOURCE_URL} icon="plus">
            Add data source
          </LinkButton>
          <LinkButton href={HOME_URL} variant="secondary">
            Open home
          </LinkButton>
        </Stack>
        <Text element="p" color="secondary">
          Choose “El Jefe Observability data source” in the list: Grafana&apos;s search under Connections does not find
          data sources that an app brings along.
        </Text>
      </section>
      <section>
        <Text element="h3">By file</Text>
        <Text element="p">
          The same as a provisioning file. The token comes from the environment; leave it out when the service asks for
          none.
        </Text>
        <pre className={styles.code} aria-label="Provisioning example">
          {PROVISIONING_EXAMPLE}
        </pre>
      </section>
      <section>
        <Text element="h3">What the data source cannot do</Text>
        <Text element="p">
          It has no part in Grafana&apos;s server, so Grafana alert rules, recording rules, server-side expressions,
          query caching and externally shared dashboards cannot use it. Alert rules query Prometheus, which scrapes the
          service&apos;s /metrics.
        </Text>
      </section>
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  code: css({ fontSize: theme.typography.bodySmall.fontSize, overflowX: 'auto', maxWidth: theme.spacing(90) }),
});
