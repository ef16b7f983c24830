import { type State, type StreamEvent } from '@eljefe/contract';
import fc from 'fast-check';

import { delta, liveJob, liveSession, liveState, orchestrator } from '../testing/liveState.fixtures';
import { applyStreamEvent } from './applyStreamEvent';

const fold = (events: StreamEvent[], start: State | null = null): State | null =>
  events.reduce<State | null>(applyStreamEvent, start);

describe('V1: live state from stream events', () => {
  it('takes a snapshot as it is, also with a lower sequence: the service may have started anew', () => {
    const fresh = liveState({ sequence: 1, agents: [] });
    expect(applyStreamEvent(liveState({ sequence: 99 }), { type: 'snapshot', state: fresh })).toBe(fresh);
  });

  it('ignores a delta before any snapshot, and one that was applied already', () => {
    expect(applyStreamEvent(null, delta())).toBeNull();
    const state = liveState({ sequence: 11 });
    expect(applyStreamEvent(state, delta({ sequence: 11, agents: [liveJob({ job_id: 'new' })] }))).toBe(state);
  });

  it('puts a changed job in its place, a new one at the end, and takes removed ones out', () => {
    const state = liveState({ agents: ['a', 'b', 'c'].map((job_id) => liveJob({ job_id })) });
    const next = applyStreamEvent(
      state,
      delta({
        agents: [liveJob({ job_id: 'd' }), liveJob({ job_id: 'b', status: 'failed' })],
        removed_agents: [{ source: 'main', job_id: 'a' }],
      })
    );
    expect(next?.agents.map(({ job_id, status }) => [job_id, status])).toEqual([
      ['b', 'failed'],
      ['c', 'running'],
      ['d', 'running'],
    ]);
  });

  it('keeps jobs of two orchestrators apart that share an id', () => {
    const state = liveState({ agents: [liveJob({ source: 'a' }), liveJob({ source: 'b' })] });
    const next = applyStreamEvent(state, delta({ removed_agents: [{ source: 'a', job_id: 'writer_1' }] }));
    expect(next?.agents.map(({ source }) => source)).toEqual(['b']);
  });

  it('updates sessions and orchestrators too', () => {
    const next = applyStreamEvent(
      liveState(),
      delta({
        sessions: [liveSession({ session_id: 'two' })],
        removed_sessions: [{ source: 'main', session_id: 'session_1' }],
        orchestrators: [orchestrator({ status: 'down' })],
      })
    );
    expect(next?.sessions.map(({ session_id }) => session_id)).toEqual(['two']);
    expect(next?.orchestrators.map(({ status }) => status)).toEqual(['down']);
  });

  it('leaves untouched lists as they are, so that readers can see that nothing changed', () => {
    const state = liveState();
    expect(applyStreamEvent(state, delta())?.agents).toBe(state.agents);
  });

  it('gives the same state when events are repeated, as after a reconnect', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const change = fc.record({ put: fc.array(id, { maxLength: 3 }), drop: fc.array(id, { maxLength: 2 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(), (changes, from) => {
        const events: StreamEvent[] = changes.map(({ put, drop }, index) =>
          delta({
            sequence: 11 + index,
            agents: put.map((job_id) => liveJob({ job_id, progress: index / 10 })),
            removed_agents: drop.map((job_id) => ({ source: 'main', job_id })),
          })
        );
        const repeated = events.slice(events.length === 0 ? 0 : from % events.length);
        expect(fold([...events, ...repeated], liveState())).toEqual(fold(events, liveState()));
      })
    );
  });

  it('never holds two rows of one job', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }), { maxLength: 6 }), (changes) => {
        const events = changes.map((put, index) =>
          delta({ sequence: 11 + index, agents: put.map((job_id) => liveJob({ job_id })) })
        );
        const ids = fold(events, liveState({ agents: [] }))?.agents.map(({ job_id }) => job_id) ?? [];
        expect(new Set(ids).size).toBe(ids.length);
      })
    );
  });
});
