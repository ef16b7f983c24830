import { parseZoneOffset } from '@eljefe/contract';
import { css } from '@emotion/css';
import {
  type DataSourcePluginOptionsEditorProps,
  onUpdateDatasourceJsonDataOption,
  onUpdateDatasourceSecureJsonDataOption,
  updateDatasourcePluginJsonDataOption,
  updateDatasourcePluginResetOption,
} from '@grafana/data';
import { Alert, Field, FieldSet, Input, SecretInput } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { addressProblem, tidyAddress } from '../../core/settings/addressProblem';
import { type ElJefeOptions, type ElJefeSecrets } from '../settings.types';

type Props = DataSourcePluginOptionsEditorProps<ElJefeOptions, ElJefeSecrets>;

/** As wide as an address, and no wider than a phone. */
const field = css({ maxWidth: 480 });

interface AddressProps extends Props {
  name: 'analyticsUrl' | 'orchestratorUrl';
  placeholder: string;
  description: string;
}

const AddressField = ({ name, placeholder, description, ...props }: AddressProps) => {
  const value = props.options.jsonData[name] ?? '';
  const problem = addressProblem(value);
  return (
    <Field
      className={field}
      label={t('datasource.config.url', 'URL')}
      description={description}
      invalid={problem !== null}
      error={problem}
    >
      <Input
        id={`eljefe-${name}`}
        placeholder={placeholder}
        value={value}
        disabled={props.options.readOnly}
        onChange={onUpdateDatasourceJsonDataOption(props, name)}
        onBlur={() => updateDatasourcePluginJsonDataOption(props, name, tidyAddress(value))}
      />
    </Field>
  );
};

interface TokenProps extends Props {
  name: 'analyticsToken' | 'orchestratorToken';
  description: string;
}

const TokenField = ({ name, description, ...props }: TokenProps) => (
  <Field className={field} label={t('datasource.config.token', 'Token')} description={description}>
    <SecretInput
      id={`eljefe-${name}`}
      disabled={props.options.readOnly}
      isConfigured={props.options.secureJsonFields?.[name] ?? false}
      value={props.options.secureJsonData?.[name] ?? ''}
      onChange={onUpdateDatasourceSecureJsonDataOption(props, name)}
      onReset={() => updateDatasourcePluginResetOption(props, name)}
    />
  </Field>
);

/** The same in every language. */
const EXAMPLES = { analytics: 'http://localhost:4319', orchestrator: 'http://localhost:8080', zone: 'UTC' } as const;

const ZoneField = (props: Props) => {
  const zone = props.options.jsonData.zone ?? '';
  const wrong = zone !== '' && parseZoneOffset(zone) === null;
  return (
    <Field
      label={t('datasource.config.zone', 'Zone of times without one')}
      description={t(
        'datasource.config.zoneHint',
        'El Jefe writes local times without a zone. Used only when the orchestrator is read directly; the analytics service has its own setting.'
      )}
      invalid={wrong}
      error={t('datasource.config.zoneWrong', 'Enter UTC or an offset such as +02:00.')}
    >
      <Input
        id="eljefe-zone"
        width={20}
        placeholder={EXAMPLES.zone}
        value={zone}
        disabled={props.options.readOnly}
        onChange={onUpdateDatasourceJsonDataOption(props, 'zone')}
      />
    </Field>
  );
};

/** Settings of the data source: the two halves of the connection, each with address and token. */
export default function ConfigEditor(props: Props) {
  return (
    <>
      <FieldSet label={t('datasource.config.analytics', 'Analytics service')}>
        <AddressField
          {...props}
          name="analyticsUrl"
          placeholder={EXAMPLES.analytics}
          description={t(
            'datasource.config.analyticsHint',
            "Base address as Grafana's server reaches it. Everything but the plain present state comes from here."
          )}
        />
        <TokenField
          {...props}
          name="analyticsToken"
          description={t(
            'datasource.config.analyticsTokenHint',
            'A token that may read (role Viewer). Leave empty when the service asks for none.'
          )}
        />
      </FieldSet>
      <FieldSet label={t('datasource.config.orchestrator', 'Orchestrator (optional)')}>
        <AddressField
          {...props}
          name="orchestratorUrl"
          placeholder={EXAMPLES.orchestrator}
          description={t(
            'datasource.config.orchestratorHint',
            'Base address of one El Jefe. Asked for the present state when the analytics service does not answer.'
          )}
        />
        <TokenField
          {...props}
          name="orchestratorToken"
          description={t('datasource.config.orchestratorTokenHint', 'Its dashboard password, if it asks for one.')}
        />
        <ZoneField {...props} />
      </FieldSet>
      <Alert severity="info" title={t('datasource.config.limits', 'What this data source cannot do')}>
        {t(
          'datasource.config.limitsText',
          "It has no part in Grafana's server. Grafana alert rules, recording rules, server-side expressions, query caching and externally shared dashboards cannot use it. Let alert rules query Prometheus, which scrapes the service's /metrics."
        )}
      </Alert>
    </>
  );
}
