import { LinkButton } from '@grafana/ui';
import React from 'react';

import { NEW_DATASOURCE_URL } from '../../constants';

export default function ConfigurationPage() {
  return <LinkButton href={NEW_DATASOURCE_URL}>Add data source</LinkButton>;
}
