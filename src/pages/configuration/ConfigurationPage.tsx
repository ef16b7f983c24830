import { type AppPluginMeta, type PluginConfigPageProps } from '@grafana/data';
import { LinkButton } from '@grafana/ui';
import React from 'react';

import { NEW_DATASOURCE_URL } from '../../constants';

export default function ConfigurationPage(_: PluginConfigPageProps<AppPluginMeta>) {
  return <LinkButton href={NEW_DATASOURCE_URL}>Add data source</LinkButton>;
}
