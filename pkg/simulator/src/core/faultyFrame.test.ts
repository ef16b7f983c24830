import { describe, expect, it } from 'vitest';

import { healthy } from '../scenarios/healthy';
import { dryRun } from './dryRun';
import { FRAME_FAULTS } from './events';
import { faultyFrame } from './faultyFrame';

const [job] = dryRun({ seed: 2, scenario: healthy, agents: 5, seconds: 30 }).state.jobs.values();

const read = (frame: string | Buffer): unknown => {
  try {
    return JSON.parse(frame.toString());
  } catch {
    return 'no JSON';
  }
};

describe('faulty frames', () => {
  it.each(['bad-json', 'truncated-frame', 'nan', 'binary-frame'] as const)('%s is no JSON', (fault) => {
    expect(job && read(faultyFrame(fault, job))).toBe('no JSON');
  });

  it('NaN and Infinity stand where Python would print them', () => {
    const text = job ? String(faultyFrame('nan', job)) : '';
    expect(text).toContain('"progress":NaN');
    expect(text).toContain('"tokens_used":Infinity');
  });

  it.each([
    ['unknown-status', { job: { status: 'pondering' } }],
    ['wrong-types', { job: { progress: 'eighty', tokens_used: 'many', started_at: 12 } }],
    ['unknown-type', { type: 'moon_phase' }],
    ['stale-repeat', { job: { job_id: job?.job_id, status: 'running', completed_at: null } }],
  ] as const)('%s contradicts the interface', (fault, expected) => {
    expect(job && read(faultyFrame(fault, job))).toMatchObject(expected);
  });

  it('huge-frame is some megabytes', () => {
    expect(job && faultyFrame('huge-frame', job).length).toBeGreaterThan(8e6);
  });

  it('each kind is made', () => {
    expect(FRAME_FAULTS.map((fault) => (job ? faultyFrame(fault, job).length > 0 : false))).not.toContain(false);
  });
});
