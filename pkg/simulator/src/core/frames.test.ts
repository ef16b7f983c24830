import { describe, expect, it } from 'vitest';

import { healthy } from '../scenarios/healthy';
import { dryRun } from './dryRun';
import { type Frame } from './entries';

const { frames, state, truth } = dryRun({ seed: 8, scenario: healthy, agents: 40, seconds: 240 });

const ofType = (type: string): Frame[] => frames.filter((frame) => frame['type'] === type);
const jobFrames = ofType('agent_update').map((frame) => JSON.stringify(frame['job']));

describe('D1: frames', () => {
  it('workflow_update comes in two shapes', () => {
    const updates = ofType('workflow_update');
    expect(updates.some((frame) => 'session' in frame && !('session_id' in frame))).toBe(true);
    expect(
      updates.some((frame) => !('session' in frame) && 'session_id' in frame && frame['status'] === 'running')
    ).toBe(true);
  });

  it('stamps carry no zone', () => {
    const stamps = [...state.jobs.values()]
      .flatMap((job) => [job.started_at, job.completed_at, job.created_at])
      .filter((stamp) => stamp !== null);
    expect(stamps.length).toBeGreaterThan(100);
    expect(stamps.filter((stamp) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?$/.test(stamp))).toEqual([]);
  });

  it('totals of tokens and words are 0 until the end', () => {
    const unfinished = jobFrames.filter(
      (job) => !job.includes('"status":"completed"') && !job.includes('"status":"failed"')
    );
    expect(unfinished.length).toBeGreaterThan(500);
    expect(unfinished.every((job) => job.includes('"tokens_used":0') && job.includes('"words_generated":0'))).toBe(
      true
    );
    expect(jobFrames.some((job) => job.includes('"status":"completed"') && !job.includes('"tokens_used":0'))).toBe(
      true
    );
  });

  it('counters and progress of the server’s own workflows stay 0, agents_used comes at the end', () => {
    const own = truth.sessions.filter((session) => session.origin === 'api');
    expect(own.length).toBeGreaterThan(5);
    for (const session of own) {
      const wire = state.sessions.get(session.id);
      expect(wire).toMatchObject({ total_steps: 0, completed_steps: 0 });
      expect((wire?.agents_used.length ?? 0) > 0).toBe(session.status === 'completed');
    }
    const jobs = truth.jobs
      .filter((job) => job.origin === 'api' && job.status === 'completed')
      .map((job) => state.jobs.get(job.id));
    expect(jobs.length).toBeGreaterThan(20);
    expect(jobs.every((job) => job?.progress === 0 && job.tokens_used > 0)).toBe(true);
  });

  it('step counters of streaming sessions are filled in some and 0 in others', () => {
    const counters = new Set(
      truth.sessions.flatMap((session) =>
        session.origin === 'streaming' ? [(state.sessions.get(session.id)?.total_steps ?? 0) > 0] : []
      )
    );
    expect(counters.size).toBe(2);
  });

  it('built-in workflows run their phases in order, one agent after another', () => {
    const session = truth.sessions.find(
      (candidate) => candidate.workflow_type === 'feature-development' && candidate.status === 'completed'
    );
    const phases = ofType('workflow_phase_update').filter((frame) => frame['session_id'] === session?.id);
    expect(phases.map((frame) => frame['current_phase'])).toEqual([
      'analysis',
      'implementation',
      'testing',
      'documentation',
    ]);
    const jobs = truth.jobs.filter((job) => job.session_id === session?.id);
    expect(jobs.map((job) => job.agent_type)).toEqual([
      'researcher',
      'architect',
      'coder',
      'frontend-developer',
      'tester',
      'debugger',
      'technical-writer',
    ]);
    expect(jobs.map((job) => job.tokens)).toEqual([800, 800, 2000, 2000, 1000, 1000, 600]);
    expect(ofType('workflow_completed').find((frame) => frame['session_id'] === session?.id)?.['agents_used']).toEqual(
      jobs.map((job) => job.agent_type)
    );
  });

  it('streaming sessions run steps beside each other, retry, and wait for people', () => {
    const overlaps = truth.jobs.some((job) =>
      truth.jobs.some(
        (other) =>
          other !== job &&
          other.session_id !== null &&
          other.session_id === job.session_id &&
          (other.started_at ?? 0) < (job.completed_at ?? 0) &&
          (job.started_at ?? 0) < (other.completed_at ?? 0)
      )
    );
    expect(overlaps).toBe(true);
    expect(truth.jobs.some((job) => job.attempt > 1 && job.id.endsWith('_retry_1'))).toBe(true);
    expect(
      jobFrames.some((job) => job.includes('"status":"paused"') && job.includes('Waiting for human approval'))
    ).toBe(true);
    expect(ofType('workflow_update').some((frame) => JSON.stringify(frame).includes('"status":"paused"'))).toBe(true);
  });

  it('created_at is told of the server’s own jobs alone', () => {
    for (const job of truth.jobs) {
      expect((state.jobs.get(job.id)?.created_at ?? null) === null).toBe(job.origin === 'streaming');
    }
  });

  it('ids are unique', () => {
    expect(new Set(truth.jobs.map((job) => job.id)).size).toBe(truth.jobs.length);
    expect(new Set(truth.sessions.map((session) => session.id)).size).toBe(truth.sessions.length);
  });
});
