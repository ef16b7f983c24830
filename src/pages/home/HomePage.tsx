import { PluginPage } from '@grafana/runtime';
import React from 'react';

import { Home } from './Home';

/** The home page in Grafana's page frame. */
export default function HomePage() {
  return (
    <PluginPage subTitle="What your agents do now, and what needs you.">
      <Home />
    </PluginPage>
  );
}
