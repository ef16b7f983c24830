import { describe, expect, test } from 'vitest';

import { jobEvent, sessionEvent } from './feedEvents';
import { job } from './jobs.fixtures';
import { emptySessionFold, foldSession } from './sessionFold';
import { viewSession } from './sessionView';

describe('V3: lines of the feed', () => {
  test('a job that failed: warning, with its category and message, and the time it ended', () => {
    const failed = job({
      status: 'failed',
      agent: 'coder',
      started_at: 1_000,
      completed_at: 6_000,
      error_message: '429',
    });
    expect(jobEvent('running', failed)).toMatchObject({
      severity: 'warning',
      time: 6_000,
      title: 'coder failed after 5 s',
      text: 'j1 · rate_limit: 429',
      subject_kind: 'job',
      subject: 'j1',
    });
  });
  test('no change of status, no line; queued is no line', () => {
    expect(jobEvent('running', job({ status: 'running' }))).toBeNull();
    expect(jobEvent(null, job({ status: 'queued' }))).toBeNull();
  });
  test('the same change told again after a restart is the same line', () => {
    const ended = { status: 'completed', completed_at: 9 };
    expect(jobEvent('running', job({ ...ended, received: 1 }))?.id).toBe(
      jobEvent(null, job({ ...ended, received: 7 }))?.id
    );
  });
  test('T8: waiting for a person asks for one', () => {
    expect(jobEvent('running', job({ status: 'waiting' }))).toMatchObject({ needs_human: true, kind: 'notification' });
  });
  test('a status nobody knows is told in the orchestrator’s own word', () => {
    expect(jobEvent(null, job({ status: 'meditating' }))?.text).toBe('j1 · status "meditating"');
  });
  test('a session that failed tells its error', () => {
    const fold = emptySessionFold('el-jefe', 's1', 0);
    const fields = { workflow_id: 'security-audit', error_message: 'no tools', started_at: 1_000, completed_at: 3_000 };
    foldSession(fold, { stamp: 1, status: 'failed', fields, phase: null, humanAction: false });
    expect(sessionEvent('running', viewSession(fold, []))).toMatchObject({
      severity: 'warning',
      title: 'Workflow security-audit failed after 2 s',
      text: 'no tools',
    });
  });
});
