import { describe, expect, it } from 'vitest';

import { healthy } from '../scenarios/healthy';
import { dryRun } from './dryRun';
import { readStateFile, stateFileText } from './stateFile';

const { state, truth } = dryRun({ seed: 2, scenario: healthy, agents: 20, seconds: 90 });
const STAMP = '2025-11-23T23:21:55.957467';
const fileOf = (shape: 'a' | 'b'): unknown => JSON.parse(stateFileText(state, { shape, stamp: STAMP }));

describe('D1: monitoring_state.json', () => {
  it('shape a: agent_jobs and workflow_sessions, twelve fields a job, only what the streaming orchestrator shares', () => {
    const file = fileOf('a');
    const shared = truth.jobs
      .filter((job) => job.origin === 'streaming' && job.started_at !== null)
      .map((job) => job.id);
    expect(file).toMatchObject({ last_updated: STAMP });
    expect(Object.keys(Object(file))).toEqual(['agent_jobs', 'workflow_sessions', 'last_updated']);
    const jobs = new Map(Object.entries(Object(Object(file)['agent_jobs'])));
    expect([...jobs.keys()].sort()).toEqual(shared.sort());
    expect(Object.keys(Object([...jobs.values()][0])).length).toBe(12);
  });

  it('shape b: sessions with their active agents, version 1.0, times with a blank', () => {
    const file = fileOf('b');
    expect(file).toMatchObject({ version: '1.0', last_updated: STAMP });
    const session = Object.values(Object(Object(file)['sessions']))[0];
    expect(session).toMatchObject({ status: expect.stringMatching(/^(?:active|paused|completed|failed)$/) });
    const agent = Object.values(Object(Object(session)['active_agents']))[0];
    expect(agent).toMatchObject({
      agent_id: expect.any(String),
      messages: [],
      metadata: {},
      started_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:/),
    });
  });

  it('a restart reads shape a back, without errors, workflows and sessions of the jobs', () => {
    const { jobs, sessions } = readStateFile(stateFileText(state, { shape: 'a', stamp: STAMP }));
    expect(jobs.length).toBe(state.jobBook.shared.size);
    expect(sessions.length).toBe(state.sessionBook.shared.size);
    expect(jobs.every((job) => job.session_id === null && job.workflow_id === null && job.error_message === null)).toBe(
      true
    );
  });

  it.each(['', '{"agent_jobs": {"a": {"job_i', '[]', 'null', '{"agent_jobs": 7}'])(
    'a restart reads nothing from %j',
    (text) => {
      expect(readStateFile(text)).toEqual({ jobs: [], sessions: [] });
    }
  );

  it('a restart reads nothing from shape b', () => {
    expect(readStateFile(stateFileText(state, { shape: 'b', stamp: STAMP }))).toEqual({ jobs: [], sessions: [] });
  });
});
