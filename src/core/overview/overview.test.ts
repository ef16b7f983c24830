import { liveJob, liveState, NOW, orchestrator } from '../testing/liveState.fixtures';
import { stateFrame } from '../frames/stateFrames';
import { defaultQuery } from '../query/defaultQuery';
import { type StateFormat } from '../query/query.types';
import { agedState } from '../state/agedState';
import { type LiveView } from '../state/liveView.types';
import { needsOf } from './needs';
import { readOverview } from './readOverview';
import { stateInWords } from './stateInWords';

const told = (state: ReturnType<typeof liveState>) => {
  const view: LiveView = { state, origin: 'analytics', by: 'stream', heardAt: 0, contactAt: 0, failure: null };
  const frame = (format: StateFormat) =>
    stateFrame({
      query: { refId: 'A', ...defaultQuery('state'), format },
      filters: [],
      aged: agedState(state, view, 0),
      view,
      target: { uid: 'u', name: 'n' },
    });
  const overview = readOverview([frame('agents'), frame('orchestrators')]);
  if (!overview) {
    throw new Error('frames of state were not recognised');
  }
  const needs = needsOf(overview);
  return { needs, words: stateInWords(overview, needs) };
};

describe('V1: the state in words', () => {
  it('says that all is well', () => {
    expect(told(liveState())).toEqual({ needs: [], words: '1 agent runs now; nothing needs you.' });
  });

  it('names what needs a person, oldest first', () => {
    const { needs, words } = told(
      liveState({
        agents: [
          liveJob({ job_id: 'w', status: 'waiting', last_news_at: NOW - 30_000 }),
          liveJob({ job_id: 'f', status: 'failed', completed_at: NOW - 600_000, error_message: 'quota' }),
          liveJob({ job_id: 's', stale: true, last_news_at: NOW - 300_000 }),
          liveJob({ job_id: 'ok' }),
        ],
        orchestrators: [orchestrator({ status: 'down', reason: 'refused', last_news_at: NOW - 900_000 })],
      })
    );
    expect(needs.map(({ kind, ageSeconds }) => [kind, ageSeconds])).toEqual([
      ['silent', 900],
      ['failed', 600],
      ['stuck', 300],
      ['waiting', 30],
    ]);
    expect(words).toBe(
      '2 agents run now; 1 orchestrator is silent; 1 agent failed in the last hour; 1 is stuck; 1 waits for a person.'
    );
  });

  it('leaves failures out that are history', () => {
    expect(told(liveState({ agents: [liveJob({ status: 'failed', completed_at: NOW - 7_200_000 })] })).needs).toEqual(
      []
    );
  });

  it('has nothing to say before anything was heard', () => {
    expect(readOverview([])).toBeNull();
  });
});
