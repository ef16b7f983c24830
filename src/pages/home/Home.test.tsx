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
import { liveJob, liveState, NOW } from '../../core/testing/liveState.fixtures';
import { dataSourceSrv } from '../testing/dataSourceSrv';
import { testIds } from '../testIds';
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

const show = async (names: string[]) => {
  const source = new ToldSource();
  setDataSourceSrv(dataSourceSrv({ names, datasource: source }));
  await act(async () => {
    render(<Home />);
  });
  return source;
};

describe('V1: home page', () => {
  it('leads to a data source when there is none', async () => {
    await show([]);
    expect(screen.getByRole('link', { name: 'Add data source' })).toBeInTheDocument();
  });

  it('says in words what runs and what needs a person', async () => {
    const source = await show(['El Jefe']);
    expect(screen.getByText('Listening for agents')).toBeInTheDocument();
    act(() =>
      source.tell(
        liveState({
          agents: [
            liveJob(),
            liveJob({
              job_id: 'f',
              agent: 'coder',
              status: 'failed',
              completed_at: NOW - 60_000,
              error_message: 'quota',
            }),
          ],
        })
      )
    );
    expect(screen.getByTestId(testIds.home.state)).toHaveTextContent(
      '1 agent runs now; 1 agent failed in the last hour.'
    );
    expect(screen.getByRole('list', { name: 'What needs you' })).toHaveTextContent('coder');
    expect(screen.getByText('quota')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Open the overview' })).toHaveAttribute('href', '/d/eljefe-overview');
  });

  it('shows why the state cannot be read', async () => {
    const source = await show(['El Jefe']);
    act(() => source.packets.next({ key: 'agents', data: [], errors: [{ message: 'No answer. Start it.' }] }));
    expect(screen.getByText('No answer. Start it.')).toBeInTheDocument();
  });
});
