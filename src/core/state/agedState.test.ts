import { liveJob, liveState, NOW } from '../testing/liveState.fixtures';
import { agedState } from './agedState';
import { type LiveView } from './liveView.types';

const view = (given: Partial<LiveView> = {}): LiveView => ({
  state: null,
  origin: 'analytics',
  by: 'stream',
  heardAt: 500,
  contactAt: 500,
  failure: null,
  ...given,
});

const FAILURE = { kind: 'unreachable', status: 502, text: 'No answer.', remedy: 'Look.' } as const;

describe('V1: age is part of every live value', () => {
  it('lets ages grow between updates by the clock of the origin, not of the browser', () => {
    const aged = agedState(liveState(), view(), 10_500);
    expect(aged.cursorTime).toBe(NOW + 10_000);
    expect(aged.agents[0]?.age_seconds).toBe(12);
    expect(aged.orchestrators[0]?.age_seconds).toBe(11);
  });

  it('never gives a negative age', () => {
    const aged = agedState(liveState({ agents: [liveJob({ last_news_at: NOW + 60_000 })] }), view(), 500);
    expect(aged.agents[0]?.age_seconds).toBe(0);
  });

  it('calls unfinished work stale after 15 s without a connection, but not what has ended', () => {
    const state = liveState({ agents: [liveJob(), liveJob({ job_id: 'b', status: 'completed' })] });
    const lost = view({ failure: FAILURE });
    expect(agedState(state, lost, 15_400).agents.map(({ stale }) => stale)).toEqual([false, false]);
    expect(agedState(state, lost, 15_501).agents.map(({ stale }) => stale)).toEqual([true, false]);
  });

  it('counts the loss from the last sign of life, not from the last news', () => {
    const quiet = view({ failure: FAILURE, contactAt: 600_000 });
    expect(agedState(liveState(), quiet, 605_000).agents[0]?.stale).toBe(false);
  });

  it('keeps what the service itself calls stale', () => {
    expect(agedState(liveState({ agents: [liveJob({ stale: true })] }), view(), 500).agents[0]?.stale).toBe(true);
  });
});
