import { PluginContextProvider, type PluginMeta, PluginType } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import React from 'react';

import { NowProvider } from '../../components/now';
import { ServiceProvider } from '../service/ServiceContext';
import { NO_INFO } from '../testing/dataSourceSrv';
import { fakeService, frameOfRows, type Said } from '../testing/fakeService';
import { SessionsList } from './SessionsList';

const META: PluginMeta = {
  id: 'eljefe-observability-app',
  name: 'El Jefe',
  type: PluginType.app,
  module: '',
  baseUrl: '',
  info: NO_INFO,
};

const ROWS = [
  { source: 's', session_id: 'one', status: 'completed', goal: 'First goal', total_cost: 2, started_at: 1_000 },
  { source: 's', session_id: 'two', status: 'failed', goal: 'Second goal', total_cost: 1, started_at: 2_000 },
];

const show = async (said: Said) => {
  await act(async () => {
    render(
      <PluginContextProvider meta={META}>
        <NowProvider>
          <ServiceProvider service={fakeService(said)}>
            <SessionsList />
          </ServiceProvider>
        </NowProvider>
      </PluginContextProvider>
    );
  });
};

const sessions = (rows: Array<Record<string, unknown>>): Said => ({
  get: () => [],
  answer: ({ kind }) => ({ frames: [frameOfRows(kind, kind === 'sessions' ? rows : [])] }),
});

const goals = (): string[] =>
  within(screen.getByRole('table', { name: 'Sessions' }))
    .getAllByRole('rowheader')
    .map((cell) => within(cell).getByRole('link').textContent ?? '');

describe('T3: list of sessions', () => {
  beforeEach(() => locationService.push('/a/x/sessions?from=now-1h&to=now'));

  it('shows the newest first, and sorts by what is clicked', async () => {
    await show(sessions(ROWS));
    expect(goals()).toEqual(['Second goal', 'First goal']);
    fireEvent.click(screen.getByRole('button', { name: 'Cost' }));
    expect(locationService.getSearch().get('sort')).toBe('cost');
    expect(goals()).toEqual(['Second goal', 'First goal']);
    fireEvent.click(screen.getByRole('button', { name: 'Cost' }));
    expect(goals()).toEqual(['First goal', 'Second goal']);
  });

  it('leads to a session with the time range kept', async () => {
    await show(sessions(ROWS));
    expect(screen.getByRole('link', { name: 'First goal' }).getAttribute('href')).toMatch(
      /sessions\/detail\?from=now-1h&to=now&var-session=one&var-source=s$/
    );
  });

  it('teaches what a session is where there is none', async () => {
    await show(sessions([]));
    expect(screen.getByText('No sessions in this range')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Check the connection' })).toBeInTheDocument();
  });

  it('offers to clear the filters where none passes', async () => {
    locationService.partial({ status: 'failed', q: 'nothing' });
    await show(sessions([]));
    fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(locationService.getSearch().has('status')).toBe(false);
    expect(locationService.getSearch().get('from')).toBe('now-1h');
  });

  it('says what to do when the service does not answer', async () => {
    await show({});
    expect(screen.getByText('The service does not answer')).toBeInTheDocument();
  });

  it('shows only sessions whose jobs bear the label', async () => {
    locationService.partial({ label: 'team=search' });
    await show({
      get: () => [],
      answer: ({ kind }) => ({
        frames: [frameOfRows(kind, kind === 'sessions' ? ROWS : kind === 'jobs' ? [{ session_id: 'two' }] : [])],
      }),
    });
    expect(goals()).toEqual(['Second goal']);
  });

  it('T7: compares two that are chosen', async () => {
    await show(sessions(ROWS));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Compare First goal' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Compare Second goal' }));
    expect(screen.getByRole('link', { name: 'Compare two' }).getAttribute('href')).toMatch(/\/compare\?a=one&b=two$/);
  });
});
