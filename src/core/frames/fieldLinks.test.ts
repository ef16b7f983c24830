import { ASKABLE_KINDS } from '../query/query.types';
import { fieldLinks } from './fieldLinks';

const CONTEXT = { target: { uid: 'el/jefe', name: 'El Jefe' }, names: ['source', 'agent', 'session_id'] };

describe('V8: where a value leads', () => {
  it('an agent to its deep dive, with time range, data source and orchestrator', () => {
    const [link] = fieldLinks('agent', CONTEXT);
    expect(link?.url).toBe(
      '/d/eljefe-agent?var-agent=${__value.raw:percentencode}&var-source=${__data.fields.source:percentencode}&var-datasource=el%2Fjefe&${__url_time_range}'
    );
  });

  it('names no orchestrator where the row has none', () => {
    expect(fieldLinks('agent', { ...CONTEXT, names: ['agent'] })[0]?.url).not.toContain('var-source');
  });

  it('a session to its trace, its graph, its jobs and its events, asked of the same data source', () => {
    const asked = fieldLinks('session_id', CONTEXT).flatMap(({ internal }) => (internal ? [internal] : []));
    expect(asked.map(({ query }) => query?.kind)).toEqual(['trace', 'session_graph', 'jobs', 'events']);
    expect(new Set(asked.map(({ datasourceUid }) => datasourceUid))).toEqual(new Set(['el/jefe']));
    expect(asked.every(({ query }) => ASKABLE_KINDS.includes(query?.kind))).toBe(true);
  });

  it('a value that names nothing leads nowhere', () => {
    expect(fieldLinks('progress', CONTEXT)).toEqual([]);
  });
});
