import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { normaliseAgentJob, normaliseWorkflowSession } from './normalise';

const JOB = {
  job_id: 'writer_20251123_232155',
  agent_type: 'writer',
  task: 'Write the introduction',
  status: 'running',
  started_at: '2025-11-23T23:21:55.957467',
  completed_at: null,
  progress: 0.5,
  current_step: 'drafting',
  workspace: '/tmp/w',
  error_message: null,
  tokens_used: 0,
  words_generated: 0,
};

const job = (given: object, zoneMinutes = 0) => normaliseAgentJob({ ...JOB, ...given }, { zoneMinutes });

describe('D1: El Jefe’s AgentJob', () => {
  test('a zoneless time is read in the configured zone; `Z`, an offset, a blank for the T and no fraction are read too', () => {
    const at = (started_at: string, zone = 0) => job({ started_at }, zone).record?.started_at;
    const utc = Date.UTC(2025, 10, 23, 23, 21, 55, 957);
    expect(at('2025-11-23T23:21:55.957467')).toBe(utc);
    expect(at('2025-11-23T23:21:55.957467', 120)).toBe(utc - 7_200_000);
    expect(at('2025-11-23T23:21:55.957Z', 120)).toBe(utc);
    expect(at('2025-11-24T00:21:55.957467+01:00', 120)).toBe(utc);
    expect(at('2025-11-23 23:21:55.957467')).toBe(utc);
    expect(at('2025-11-23T23:21:55')).toBe(utc - 957);
  });
  test('counters that stay 0 say nothing: no progress, no tokens, no words', () => {
    const { record } = job({ status: 'completed', progress: 0 });
    expect([record?.progress, record?.tokens_used, record?.words_generated]).toEqual([undefined, undefined, undefined]);
  });
  test('totals are told at the end', () => {
    expect(job({ tokens_used: 800, words_generated: 300 }).record).toMatchObject({
      tokens_used: 800,
      words_generated: 300,
    });
  });
  test('A2.4: `starting` with a creation and no start is queued; with a start it is under way', () => {
    const created_at = '2025-11-23T23:21:50.000001';
    expect(job({ status: 'starting', started_at: null, created_at }).record?.status).toBe('queued');
    expect(job({ status: 'starting', created_at }).record?.status).toBe('starting');
    expect(job({ status: 'starting', started_at: null }).record?.status).toBe('starting');
  });
  test('an unknown status is kept as it is, and told', () => {
    const { record, problems } = job({ status: 'meditating' });
    expect(record?.status).toBe('meditating');
    expect(problems).toEqual([
      { field: 'status', value: '"meditating"', remedy: 'shown as unknown; known words are in docs' },
    ]);
  });
  test('the other writer’s names are the same fields', () => {
    const wire = { agent_id: 'a1', agent_type: 'coder', status: 'running', workspace_path: '/w', current_step: 3 };
    expect(normaliseAgentJob(wire, { zoneMinutes: 0 }).record).toMatchObject({
      job_id: 'a1',
      workspace: '/w',
      current_step: '3',
    });
  });
  test.each([
    ['progress', 1.5],
    ['progress', 'half'],
    ['tokens_used', -1],
    ['started_at', 'yesterday'],
    ['started_at', '9999-12-31T00:00:00'],
    ['task', 7],
  ])('a bad %s (%s) is left out and told; the rest is kept', (field, value) => {
    const { record, problems } = job({ [field]: value });
    expect(record).toMatchObject({ job_id: JOB.job_id, agent_type: 'writer' });
    expect(record).not.toHaveProperty(field);
    expect(problems.map((problem) => problem.field)).toEqual([field]);
  });
  test('without an id the key it is kept under names it; without both it is no job', () => {
    expect(normaliseAgentJob({}, { key: 'k1', zoneMinutes: 0 }).record?.job_id).toBe('k1');
    expect(normaliseAgentJob({}, { zoneMinutes: 0 })).toMatchObject({ record: null, problems: [{ field: 'job_id' }] });
  });
  test('whatever is sent, nothing is thrown', () => {
    fc.assert(
      fc.property(fc.anything(), fc.dictionary(fc.constantFrom(...Object.keys(JOB)), fc.anything()), (any, fields) => {
        normaliseAgentJob(any, { key: 'k', zoneMinutes: 0 });
        normaliseAgentJob({ ...JOB, ...fields }, { zoneMinutes: 0 });
        normaliseWorkflowSession(any, { key: 'k', zoneMinutes: 0 });
      })
    );
  });
});

describe('D1: El Jefe’s WorkflowSession', () => {
  test('the workflow’s type is its id; zero counters are left out', () => {
    const wire = {
      session_id: 's1',
      workflow_type: 'security-audit',
      status: 'running',
      total_steps: 0,
      completed_steps: 0,
    };
    expect(normaliseWorkflowSession(wire, { zoneMinutes: 0 })).toEqual({
      record: { session_id: 's1', workflow_id: 'security-audit', status: 'running' },
      problems: [],
    });
  });
});
