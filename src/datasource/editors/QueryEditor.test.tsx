import { type MeasureInfo } from '@eljefe/contract';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { of } from 'rxjs';

import { defaultQuery } from '../../core/query/defaultQuery';
import { type ElJefeQuery } from '../../core/query/query.types';
import { dataSourceSettings } from '../testing/dataSourceSettings';
import { DataSource } from '../DataSource';
import QueryEditor from './QueryEditor';

const MEASURE: MeasureInfo = {
  id: 'A1.1',
  name: 'response_time',
  title: 'Response time',
  unit: 'seconds',
  definition: 'From start to end of a job.',
  dimensions: ['model'],
  statistics: ['mean', 'p95'],
  target: null,
  better: 'lower',
  prometheus: null,
  absent_hint: '',
};

/** The real data source, whose catalog is known. */
class KnownSource extends DataSource {
  measures() {
    return of([MEASURE]);
  }
}

const show = (query: ElJefeQuery) => {
  const datasource = new KnownSource(dataSourceSettings(), {
    replace: (text = '') => text,
    getVariables: () => [],
    containsTemplate: () => false,
    updateTimeRange: () => undefined,
  });
  const changes: ElJefeQuery[] = [];
  let runs = 0;
  render(
    <QueryEditor
      datasource={datasource}
      query={query}
      onChange={(changed) => changes.push(changed)}
      onRunQuery={() => (runs += 1)}
    />
  );
  return { changes, runs: () => runs };
};

describe('I1: query editor', () => {
  it('shows the table choice for live state, and asks at once when it changes', async () => {
    const { changes, runs } = show({ refId: 'A', ...defaultQuery('state') });
    await userEvent.click(screen.getByRole('radio', { name: 'Sessions' }));
    expect(changes).toEqual([expect.objectContaining({ kind: 'state', format: 'sessions' })]);
    expect(runs()).toBe(1);
  });

  it('explains the chosen measure', () => {
    show({ refId: 'A', ...defaultQuery('series'), measure: 'response_time' });
    expect(screen.getByText('From start to end of a job.')).toBeInTheDocument();
    expect(screen.getByRole('combobox', { name: 'Measure' })).toHaveValue('Response time');
  });

  it('says what is missing', () => {
    show({ refId: 'A', ...defaultQuery('series'), measure: undefined });
    expect(screen.getByText('Choose a measure.')).toBeInTheDocument();
  });

  it('adds and removes filters', async () => {
    const { changes } = show({
      refId: 'A',
      ...defaultQuery('jobs'),
      filters: [{ key: 'model', op: '=', values: ['m'] }],
    });
    await userEvent.click(screen.getByRole('button', { name: 'Add filter' }));
    await userEvent.click(screen.getByRole('button', { name: 'Remove this filter' }));
    expect(changes.map(({ filters }) => filters?.length)).toEqual([2, 0]);
  });

  it('takes search words and the limit on leaving the field', async () => {
    const { changes } = show({ refId: 'A', ...defaultQuery('events') });
    await userEvent.type(screen.getByLabelText('Search'), 'quota');
    await userEvent.tab();
    expect(changes.at(-1)).toMatchObject({ search: 'quota' });
    await userEvent.clear(screen.getByLabelText('Limit'));
    await userEvent.type(screen.getByLabelText('Limit'), '50');
    await userEvent.tab();
    expect(changes.at(-1)).toMatchObject({ limit: 50 });
  });

  it('asks for the id of a session, and which orchestrator when several know it', async () => {
    const { changes } = show({ refId: 'A', ...defaultQuery('session_graph') });
    expect(screen.getByText(/Choose a session/)).toBeInTheDocument();
    expect(screen.getByRole('combobox', { name: 'Orchestrator' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Add filter' })).not.toBeInTheDocument();
    expect(changes).toEqual([]);
  });

  it('shows budgets or objectives, events as table or log lines, and the window of insights', async () => {
    const budgets = show({ refId: 'A', ...defaultQuery('budgets') });
    await userEvent.click(screen.getByRole('radio', { name: 'Objectives' }));
    expect(budgets.changes.at(-1)).toMatchObject({ kind: 'budgets', format: 'slo' });
    const events = show({ refId: 'A', ...defaultQuery('events') });
    await userEvent.click(screen.getByRole('radio', { name: 'Log lines' }));
    expect(events.changes.at(-1)).toMatchObject({ format: 'logs' });
    const insights = show({ refId: 'A', ...defaultQuery('insights') });
    await userEvent.type(screen.getByLabelText('Window'), '5m');
    await userEvent.tab();
    expect(insights.changes.at(-1)).toMatchObject({ window: '5m' });
  });

  it('T1, P1: traces can be searched and bounded; predictions filtered by their kind', async () => {
    const traces = show({ refId: 'A', ...defaultQuery('traces') });
    expect(screen.getByRole('combobox', { name: 'Kind of query' })).toHaveValue('Traces');
    await userEvent.type(screen.getByLabelText('Search'), 'chat');
    await userEvent.tab();
    expect(traces.changes.at(-1)).toMatchObject({ kind: 'traces', search: 'chat', limit: 100 });
    cleanup();
    const predictions = show({ refId: 'A', ...defaultQuery('predictions') });
    expect(screen.queryByLabelText('Search')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Add filter' }));
    expect(predictions.changes.at(-1)?.filters).toEqual([{ key: 'kind', op: '=', values: [] }]);
  });

  it('offers filters by what the kind has: events by severity', async () => {
    const { changes } = show({ refId: 'A', ...defaultQuery('events') });
    await userEvent.click(screen.getByRole('button', { name: 'Add filter' }));
    expect(changes.at(-1)?.filters).toEqual([{ key: 'severity', op: '=', values: [] }]);
  });
});
