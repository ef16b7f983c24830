import { parse, State } from '@eljefe/contract';

import { NOW } from '../testing/liveState.fixtures';
import { orchestratorState } from './orchestratorState';

const READING = { source: 'orchestrator', at: NOW, zoneMinutes: 0 };

const wire = (agents: object, workflows: object = {}): unknown => ({
  system: { status: 'running', uptime: 'active', active_agents: 1 },
  agents,
  workflows,
});

const writer = {
  job_id: 'writer_1',
  agent_type: 'writer',
  task: 'Write',
  status: 'running',
  started_at: '2026-01-15T11:59:00.500000',
  completed_at: null,
  progress: 0,
  tokens_used: 0,
};

describe('D1: live state from the orchestrator itself', () => {
  it('reads jobs keyed by id, zoneless times in the given zone, and leaves unknown figures absent', () => {
    const state = orchestratorState(wire({ writer_1: writer }), { ...READING, zoneMinutes: 60 });
    expect(state?.agents[0]).toMatchObject({
      job_id: 'writer_1',
      status: 'running',
      started_at: Date.UTC(2026, 0, 15, 10, 59, 0, 500),
      progress: null,
      tokens_used: null,
      total_cost: null,
    });
  });

  it('keeps to the contract', () => {
    const session = { session_id: 's', status: 'paused', agents_used: ['a'], total_steps: 0 };
    const state = orchestratorState(wire({ writer_1: writer }, { s: session }), READING);
    expect(parse(State, state)).toMatchObject({ ok: true });
    expect(state?.sessions[0]).toMatchObject({ status: 'paused', total_steps: null, agents_used: ['a'] });
  });

  it('says that it is the present state only', () => {
    expect(orchestratorState(wire({}), READING)?.notices[0]?.text).toMatch(/present state only/);
  });

  it('shows an unknown status as unknown and tells of it', () => {
    const state = orchestratorState(wire({ a: { ...writer, status: 'pondering' } }), READING);
    expect(state?.agents[0]).toMatchObject({ status: 'unknown', raw_status: 'pondering' });
    expect(state?.notices.some(({ text }) => text.includes('pondering'))).toBe(true);
    expect(state?.orchestrators[0]?.malformed).toBe(1);
  });

  it('leaves out what is no job and keeps the rest', () => {
    expect(orchestratorState(wire({ bad: 7, writer_1: writer }), READING)?.agents).toHaveLength(1);
  });

  it.each([['text'], [null], [{}], [{ agents: [] }], [{ agents: 'none' }]])(
    'refuses %j, which is not El Jefe',
    (body) => {
      expect(orchestratorState(body, READING)).toBeNull();
    }
  );
});
