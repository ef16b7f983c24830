import { dateTime, LogRowContextQueryDirection } from '@grafana/data';
import { setBackendSrv, setTemplateSrv, type BackendSrv, type TemplateSrv } from '@grafana/runtime';
import { firstValueFrom } from 'rxjs';

import { type Call, FakeBackend } from '../client/testing/fakeBackend';
import { defaultQuery } from '../core/query/defaultQuery';
import { type ElJefeQuery } from '../core/query/query.types';
import { DataSource } from './DataSource';
import { dataSourceSettings } from './testing/dataSourceSettings';

const TEMPLATES: TemplateSrv = {
  replace: (text = '', _scoped, format) =>
    text.replace('$type', () => (typeof format === 'function' ? format(['writer', 'coder'], {}, () => '') : 'writer')),
  getVariables: () => [],
  containsTemplate: () => false,
  updateTimeRange: () => undefined,
};

/** The whole of Grafana's backend service, of which the data source uses two functions. */
const backendSrv = (backend: FakeBackend): BackendSrv => {
  const unused = () => Promise.reject(new Error('the data source must not use this'));
  return {
    fetch: (request) => backend.fetch(request),
    chunked: (request) => backend.chunked(request),
    get: unused,
    delete: unused,
    post: unused,
    patch: unused,
    put: unused,
    request: unused,
    datasourceRequest: unused,
  };
};

const sourceOn = (backend: FakeBackend): DataSource => {
  setBackendSrv(backendSrv(backend));
  setTemplateSrv(TEMPLATES);
  return new DataSource(dataSourceSettings(), TEMPLATES);
};

const valuesAnswer = (call: Call): void =>
  call.answer({
    at: 0,
    answers: call.request.data.queries.map(({ refId }: { refId: string }) => ({
      refId,
      frames: [{ fields: [{ name: 'value', type: 'string', values: ['writer', 'coder'] }] }],
      notices: [],
      age_seconds: 0,
      next_cursor: null,
      problem: null,
    })),
  });

const series: ElJefeQuery = { refId: 'A', ...defaultQuery('series') };

describe('I1: the data source in Grafana', () => {
  it('starts with the live state and leaves unfinished queries aside', () => {
    const source = sourceOn(new FakeBackend());
    expect(source.getDefaultQuery('dashboard' as never)).toMatchObject({ kind: 'state', schemaVersion: 1 });
    expect(source.filterQuery(series)).toBe(true);
    expect(source.filterQuery({ ...series, measure: '' })).toBe(false);
  });

  it('fills in variables and dashboard filters for Explore and copies', () => {
    const [query] = sourceOn(new FakeBackend()).interpolateVariablesInQueries(
      [{ ...series, filters: [{ key: 'agent_type', op: '=', values: ['$type'] }] }],
      {},
      [{ key: 'model', operator: '=', value: 'm' }]
    );
    expect(query?.filters).toEqual([
      { key: 'agent_type', op: '=|', values: ['writer', 'coder'] },
      { key: 'model', op: '=', values: ['m'] },
    ]);
  });

  it('gives keys and values for ad-hoc filters, the values under the other filters', async () => {
    const backend = new FakeBackend(valuesAnswer);
    const source = sourceOn(backend);
    expect((await source.getTagKeys()).map(({ text }) => text)).toContain('agent_type');
    const filters = [
      { key: 'agent_type', operator: '=', value: 'x' },
      { key: 'model', operator: '=', value: 'm' },
    ];
    expect((await source.getTagValues({ key: 'agent_type', filters })).map(({ text }) => text)).toEqual([
      'writer',
      'coder',
    ]);
    expect(backend.calls[0]?.request.data.queries[0]).toMatchObject({
      kind: 'values',
      dimension: 'agent_type',
      filters: [{ key: 'model', op: '=', values: ['m'] }],
    });
  });

  it('asks nothing for hidden and unfinished targets', async () => {
    const backend = new FakeBackend();
    const source = sourceOn(backend);
    const targets = [
      { ...series, hide: true },
      { ...series, measure: undefined },
    ];
    const answer = await firstValueFrom(source.query({ targets, scopedVars: {} } as never));
    expect(answer.data).toEqual([]);
    expect(backend.calls).toEqual([]);
  });

  it('D6: asks for marks when an annotation says nothing else, and migrates what was saved', () => {
    const { annotations } = sourceOn(new FakeBackend());
    expect(annotations.getDefaultQuery?.()).toMatchObject({ kind: 'marks' });
    const saved = {
      name: 'Deployments',
      enable: true,
      iconColor: 'red',
      target: { refId: '', kind: 'marks' } as never,
    };
    expect(annotations.prepareQuery?.(saved)).toMatchObject({ kind: 'marks', schemaVersion: 1, refId: 'Anno' });
  });

  it('D6, L1: annotations are marks, alerts or events; what cannot mark a time axis gives way to marks', () => {
    const { annotations } = sourceOn(new FakeBackend());
    const prepared = (target: ElJefeQuery) =>
      annotations.prepareQuery?.({ name: 'x', enable: true, iconColor: 'red', target });
    expect(prepared({ refId: 'A', ...defaultQuery('alerts') })).toMatchObject({
      kind: 'alerts',
      format: 'annotations',
    });
    expect(prepared({ refId: 'A', ...defaultQuery('insights') })).toMatchObject({ kind: 'marks' });
  });

  it('changes filters from Explore, and leaves actions alone that mean nothing here', () => {
    const source = sourceOn(new FakeBackend());
    const events: ElJefeQuery = { refId: 'A', ...defaultQuery('events') };
    const options = { key: 'source', value: 'main' };
    const added = source.modifyQuery(events, { type: 'ADD_FILTER', options });
    expect(added.filters).toEqual([{ key: 'source', op: '=', values: ['main'] }]);
    expect(source.queryHasFilter(added, options)).toBe(true);
    expect(source.toggleQueryFilter(added, { type: 'FILTER_FOR', options }).filters).toEqual([]);
    expect(source.modifyQuery(events, { type: 'ADD_FILTER_OUT', options }).filters?.[0]?.op).toBe('!=');
    expect(source.modifyQuery(events, { type: 'ADD_STRING_FILTER', options: { value: 'quota' } }).search).toBe('quota');
    expect(source.modifyQuery(events, { type: 'ADD_INDEX', options })).toBe(events);
  });

  it('shows what stood around a log line: to the millisecond, the line itself not among it', async () => {
    const backend = new FakeBackend(valuesAnswer);
    const source = sourceOn(backend);
    const row = { timeEpochMs: 1_760_000_000_123, labels: { source: 'main' } };
    await source.getLogRowContext(row, { direction: LogRowContextQueryDirection.Forward, limit: 7 });
    const { from, queries } = backend.calls[0]?.request.data ?? {};
    expect(from).toBe(1_760_000_000_124);
    expect(queries[0]).toMatchObject({
      kind: 'events',
      sort: 'time',
      limit: 7,
      filters: [{ key: 'source', op: '=', values: ['main'] }],
    });
  });

  it('I1: a graph whose session is not chosen yet asks nothing and says what to do', async () => {
    const backend = new FakeBackend();
    const target: ElJefeQuery = { refId: 'A', ...defaultQuery('session_graph'), id: '$session' };
    const range = { from: dateTime(0), to: dateTime(1_000) };
    const source = sourceOn(backend);
    expect(source.filterQuery(target)).toBe(true);
    expect(source.filterQuery({ ...target, id: undefined })).toBe(false);
    const answer = await firstValueFrom(source.query({ targets: [target], scopedVars: {}, range } as never));
    expect(answer.data[0]?.meta?.notices).toEqual([
      { severity: 'info', text: expect.stringContaining('Choose a session') },
    ]);
    expect(backend.calls).toEqual([]);
  });
});
