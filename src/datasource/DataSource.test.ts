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
});
