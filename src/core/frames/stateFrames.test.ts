import { LiveJob } from '@eljefe/contract';

import { defaultQuery } from '../query/defaultQuery';
import { type ElJefeQuery, type QueryFilter } from '../query/query.types';
import { agedState } from '../state/agedState';
import { type LiveView } from '../state/liveView.types';
import { liveJob, liveState, NOW, orchestrator } from '../testing/liveState.fixtures';
import { stateFrame } from './stateFrames';

const build = (
  given: Partial<ElJefeQuery> = {},
  {
    state = liveState(),
    view = {},
    filters = [],
  }: { state?: ReturnType<typeof liveState>; view?: Partial<LiveView>; filters?: QueryFilter[] } = {}
) => {
  const whole: LiveView = {
    state,
    origin: 'analytics',
    by: 'stream',
    heardAt: 0,
    contactAt: 0,
    failure: null,
    ...view,
  };
  return stateFrame({
    query: { refId: 'A', ...defaultQuery('state'), ...given },
    filters,
    aged: agedState(state, whole, 0),
    view: whole,
    target: { uid: 'uid', name: 'El Jefe' },
  });
};

const values = (frame: ReturnType<typeof build>, name: string): unknown =>
  frame.fields.find((field) => field.name === name)?.values;

describe('A1: frames of live state', () => {
  it.each(['agents', 'sessions', 'orchestrators'] as const)('the %s frame is as recorded', (format) => {
    expect(build({ format })).toMatchSnapshot();
  });

  it('has every field of a live job, by the contract name', () => {
    const names = build().fields.map(({ name }) => name);
    expect([...names].sort()).toEqual(Object.keys(LiveJob.properties).sort());
  });

  it('keeps absent values absent', () => {
    expect(values(build(), 'total_cost')).toEqual([null]);
  });

  it('filters, and says how many rows the limit left out', () => {
    const state = liveState({ agents: ['a', 'b', 'c'].map((job_id) => liveJob({ job_id })) });
    expect(values(build({}, { state, filters: [{ key: 'job_id', op: '=|', values: ['a', 'c'] }] }), 'job_id')).toEqual([
      'a',
      'c',
    ]);
    const limited = build({ limit: 2 }, { state });
    expect(limited.length).toBe(2);
    expect(limited.meta?.custom).toMatchObject({ left_out: 1 });
  });

  it('narrows orchestrators by the dashboard source, and passes filters they do not have', () => {
    const state = liveState({ orchestrators: [orchestrator({ name: 'a' }), orchestrator({ name: 'b' })] });
    const filters: QueryFilter[] = [
      { key: 'source', op: '=|', values: ['b', 'c'] },
      { key: 'agent_type', op: '=', values: ['x'] },
    ];
    expect(values(build({ format: 'orchestrators' }, { state, filters }), 'name')).toEqual(['b']);
  });

  it('says in its meta when it was, where from, and what the service wants to be known', () => {
    const notice = { severity: 'warning' as const, text: 'Clock differs.', hint: 'Set it.' };
    const { meta } = build({}, { state: liveState({ notices: [notice] }) });
    expect(meta?.custom).toMatchObject({
      at: NOW,
      sequence: 10,
      origin: 'analytics',
      cursorTime: NOW,
      notices: [notice],
    });
    expect(meta?.notices).toEqual([{ severity: 'warning', text: 'Clock differs. Set it.' }]);
  });

  it('says on a lost connection that this is the last known state', () => {
    const failure = { kind: 'unreachable', status: 502, text: 'No answer.', remedy: 'Start it.' } as const;
    expect(build({}, { view: { failure } }).meta?.notices?.[0]?.text).toBe('Last known state. No answer. Start it.');
  });
});
