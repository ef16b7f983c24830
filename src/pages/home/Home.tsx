import { getDataSourceSrv } from '@grafana/runtime';
import { Alert, EmptyState, LinkButton, LoadingPlaceholder, Stack, Text } from '@grafana/ui';
import React from 'react';

import { APP_ID, DATASOURCE_TYPE, NEW_DATASOURCE_URL, OVERVIEW_DASHBOARD_URL } from '../../constants';
import { needsOf } from '../../core/overview/needs';
import { readOverview } from '../../core/overview/readOverview';
import { stateInWords } from '../../core/overview/stateInWords';
import { testIds } from '../testIds';
import { NeedList } from './NeedList';
import { useLiveFrames } from './useLiveFrames';

const MAX_NEEDS = 50;

const NoSource = () => (
  <EmptyState
    variant="call-to-action"
    message="No data source yet"
    button={<LinkButton href={NEW_DATASOURCE_URL}>Add data source</LinkButton>}
  >
    Choose “El Jefe Observability data source” and enter the address of the analytics service. The{' '}
    <a href={`/plugins/${APP_ID}`}>configuration page</a> explains how.
  </EmptyState>
);

const LiveHome = ({ uid }: { uid: string }) => {
  const { frames, error, loading } = useLiveFrames(uid);
  const overview = readOverview(frames);
  const needs = overview ? needsOf(overview) : [];
  return (
    <Stack direction="column" gap={3}>
      {error && (
        <Alert severity="error" title="The live state cannot be read">
          {error}
        </Alert>
      )}
      {loading && <LoadingPlaceholder text="Listening for agents" />}
      {overview && (
        <div role="status" data-testid={testIds.home.state}>
          <Text element="h2">{stateInWords(overview, needs)}</Text>
        </div>
      )}
      <Stack direction="row" gap={1} wrap="wrap">
        <LinkButton href={OVERVIEW_DASHBOARD_URL} icon="apps">
          Open the overview
        </LinkButton>
      </Stack>
      {needs.length > 0 && (
        <section aria-label="What needs you">
          <Stack direction="column" gap={1}>
            <Text element="h3">What needs you</Text>
            <NeedList needs={needs.slice(0, MAX_NEEDS)} />
            {needs.length > MAX_NEEDS && <Text color="secondary">{`and ${needs.length - MAX_NEEDS} more`}</Text>}
          </Stack>
        </section>
      )}
    </Stack>
  );
};

/** What runs and what needs a person, in words, with the way to the dashboards. */
export const Home = () => {
  const [source] = getDataSourceSrv().getList({ pluginId: DATASOURCE_TYPE });
  return source ? <LiveHome uid={source.uid} /> : <NoSource />;
};
