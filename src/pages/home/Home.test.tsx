import { type DataQueryRequest, type DataQueryResponse, DataSourceApi, LoadingState } from '@grafana/data';
import { setDataSourceSrv } from '@grafana/runtime';
import { act, render, screen } from '@testing-library/react';
import React from 'react';
import { type Observable, Subject } from 'rxjs';

import { stateFrame } from '../../core/frames/stateFrames';
import { migrateQuery } from '../../core/query/migrateQuery';
import { type ElJefeQuery } from '../../core/query/query.types';
import { agedState } from '../../core/state/agedState';
import { type LiveView } from '../../core/state/liveView.types';
import { liveJob, liveState, NOW, orchestrator } from '../../core/testing/liveState.fixtures';
import { ServiceGate, ServiceProvider } from '../service/ServiceContext';
import { dataSourceSrv } from '../testing/dataSourceSrv';
import { fakeService, frameOfRows } from '../testing/fakeService';
import { testIds } from '../testIds';
import { NoSource } from '../frame/NoSource';
import { Home } from './Home';

/** A data source whose answers the test gives. */
class ToldSource extends DataSourceApi {
  readonly packets = new Subject<DataQueryResponse>();
  private targets: ElJefeQuery[] = [];

  constructor() {
    const [settings] = dataSourceSrv({ names: ['El Jefe'] }).getList({ pluginId: 'eljefe-observability-datasource' });
    if (!settings) {
      throw new Error('no settings');
    }
    super(settings);
  }

  query(request: DataQueryRequest): Observable<DataQueryResponse> {
    this.targets = request.targets.map(migrateQuery);
    return this.packets;
  }

  async testDatasource() {
    return { status: 'success', message: '' };
  }

  tell(state: ReturnType<typeof liveState>): void {
    const view: LiveView = { state, origin: 'analytics', by: 'stream', heardAt: 0, contactAt: 0, failure: null };
    for (const query of this.targets) {
      const aged = agedState(state, view, 0);
      const frame = stateFrame({ query, filters: [], aged, view, target: { uid: 'u', name: 'n' } });
      this.packets.next({ key: query.refId, data: [frame], state: LoadingState.Streaming });
    }
  }
}

const BUDGET = { budget: 'team', subject: 'coder', spent: 9, limit: 10, ratio: 0.9, level: 'warning', period: 'day' };

const show = async (budgets: Array<Record<string, unknown>> = []) => {
  const source = new ToldSource();
  setDataSourceSrv(dataSourceSrv({ names: ['El Jefe'], datasource: source }));
  const service = fakeService({ answer: () => ({ frames: [frameOfRows('budgets', budgets)] }) });
  await act(async () => {
    render(
      <ServiceProvider service={service}>
        <Home />
      </ServiceProvider>
    );
  });
  return source;
};

const failed = (over: Parameters<typeof liveJob>[0]) =>
  liveJob({ agent: 'coder', status: 'failed', completed_at: NOW - 60_000, error_message: 'quota', ...over });

describe('V1: home page', () => {
  it('leads to a data source when there is none', async () => {
    setDataSourceSrv(dataSourceSrv({ names: [] }));
    render(
      <ServiceGate fallback={<NoSource />}>
        <Home />
      </ServiceGate>
    );
    expect(screen.getByRole('link', { name: 'Add data source' })).toBeInTheDocument();
  });

  it('says in words what runs and what needs a person, with age, place and link', async () => {
    const source = await show();
    expect(screen.getByText('Listening for agents')).toBeInTheDocument();
    act(() => source.tell(liveState({ agents: [liveJob(), failed({ job_id: 'f', session_id: 'sess' })] })));
    expect(screen.getByTestId(testIds.home.state)).toHaveTextContent('1 agent runs now; 1 failed in the last hour.');
    const needs = screen.getByRole('list', { name: 'What needs you' });
    expect(needs).toHaveTextContent('1 min ago');
    expect(screen.getByText('quota')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'coder' }).getAttribute('href')).toMatch(
      /\/sessions\/detail\?var-session=sess&var-source=\S+&job=f$/
    );
    expect(screen.getByRole('link', { name: 'Open the overview' })).toHaveAttribute('href', '/d/eljefe-overview');
  });

  it('says that nothing needs a person', async () => {
    const source = await show();
    act(() => source.tell(liveState({ agents: [liveJob()] })));
    expect(screen.getByTestId(testIds.home.state)).toHaveTextContent('1 agent runs now; nothing needs you.');
  });

  it('T8: tells silent orchestrators, stuck and waiting agents, and budgets nearly spent, oldest first', async () => {
    const source = await show([BUDGET, { ...BUDGET, subject: 'writer', spent: 1, ratio: 0.1 }]);
    act(() =>
      source.tell(
        liveState({
          agents: [
            liveJob({ job_id: 'w', status: 'waiting', last_news_at: NOW - 30_000 }),
            liveJob({ job_id: 's', stale: true, last_news_at: NOW - 300_000 }),
          ],
          orchestrators: [orchestrator({ status: 'down', reason: 'refused', last_news_at: NOW - 900_000 })],
        })
      )
    );
    const words = screen.getAllByRole('listitem').map((item) => item.textContent ?? '');
    expect(words.slice(0, 4).map((text) => /Budget|Silent|Stuck|Waiting/.exec(text)?.[0])).toEqual([
      'Budget',
      'Silent',
      'Stuck',
      'Waiting',
    ]);
    expect(words[0]).toContain('team: coder');
    expect(words.join()).not.toContain('team: writer');
  });

  it('tells the same failure of the same agent once, with its number', async () => {
    const source = await show();
    act(() => source.tell(liveState({ agents: ['1', '2', '3'].map((job_id) => failed({ job_id })) })));
    expect(screen.getByRole('list', { name: 'What needs you' })).toHaveTextContent('3 times');
    expect(screen.getByTestId(testIds.home.state)).toHaveTextContent('3 failed in the last hour');
  });

  it('leaves failures out that are history', async () => {
    const source = await show();
    act(() => source.tell(liveState({ agents: [failed({ job_id: 'f', completed_at: NOW - 7_200_000 })] })));
    expect(screen.getByTestId(testIds.home.state)).toHaveTextContent('No agent runs now; nothing needs you.');
  });

  it('shows why the state cannot be read', async () => {
    const source = await show();
    act(() => source.packets.next({ key: 'agents', data: [], errors: [{ message: 'No answer. Start it.' }] }));
    expect(screen.getByText('No answer. Start it.')).toBeInTheDocument();
  });
});
