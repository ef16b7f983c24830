import { PluginPage } from '@grafana/runtime';
import { LinkButton } from '@grafana/ui';
import React from 'react';

import { OVERVIEW_DASHBOARD_URL } from '../../constants';

export default function HomePage() {
  return (
    <PluginPage>
      <LinkButton href={OVERVIEW_DASHBOARD_URL}>Open the overview</LinkButton>
    </PluginPage>
  );
}
