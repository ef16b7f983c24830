import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readFrame, readKeyed } from './messages';

const frame = (wire: unknown) => readFrame(JSON.stringify(wire));
const change = { kind: 'sessionChange', id: 's1', status: null, fields: {}, phase: null, humanAction: false };

describe('D1: every frame of the orchestrator', () => {
  test.each([
    ['initial_data', { agents: { a: {} }, workflows: {} }, { kind: 'everything', agents: { a: {} }, workflows: {} }],
    ['agent_update', { job: { job_id: 'a' } }, { kind: 'job', wire: { job_id: 'a' } }],
    ['workflow_created', { session: { session_id: 's1' } }, { kind: 'session', wire: { session_id: 's1' } }],
    ['workflow_update', { session: { session_id: 's1' } }, { kind: 'session', wire: { session_id: 's1' } }],
    ['workflow_update', { session_id: 's1', status: 'running' }, { ...change, status: 'running' }],
    [
      'workflow_phase_update',
      { session_id: 's1', current_phase: 'analysis', phase_description: 'look' },
      { ...change, phase: { name: 'analysis', description: 'look' }, fields: { current_step: 'analysis' } },
    ],
    [
      'workflow_completed',
      { session_id: 's1', workflow_id: 'audit', agents_used: ['coder', 7] },
      { ...change, status: 'completed', fields: { workflow_id: 'audit', agents_used: ['coder'] } },
    ],
    [
      'workflow_failed',
      { session_id: 's1', error: 'boom' },
      { ...change, status: 'failed', fields: { error_message: 'boom' } },
    ],
    ['workflow_paused', { session_id: 's1' }, { ...change, status: 'paused', humanAction: true }],
    ['workflow_resumed', { session_id: 's1' }, { ...change, status: 'running', humanAction: true }],
    [
      'workflow_interrupted',
      { session_id: 's1', success: true },
      { ...change, status: 'interrupted', humanAction: true },
    ],
    ['workflow_interrupted', { session_id: 's1', success: false }, { ...change, status: null, humanAction: true }],
    ['file_update', { message: 'Monitoring state updated' }, { kind: 'readAgain' }],
    [
      'error',
      { message: 'no such agent' },
      { kind: 'note', title: 'Orchestrator reports an error', text: 'no such agent' },
    ],
    [
      'workflow_scheduled',
      { scheduled_workflow: {} },
      { kind: 'note', title: 'Workflow scheduled', text: 'an object' },
    ],
    ['chat_message', { text: 'hello' }, { kind: 'ignored' }],
    ['a_type_of_tomorrow', {}, { kind: 'ignored' }],
    ['toString', {}, { kind: 'ignored' }],
  ])('%s', (type, rest, said) => {
    expect(frame({ type, ...rest })).toEqual(said);
  });
  test('the answer to `refresh` has no type: two keyed objects', () => {
    expect(frame({ agents: { a: {} }, workflows: { s: {} } })).toEqual({
      kind: 'everything',
      agents: { a: {} },
      workflows: { s: {} },
    });
  });
  test.each([
    ['no JSON', 'Hello', 'frame'],
    ['half a frame', '{"type":"agent_upd', 'frame'],
    ['a list', '[]', 'frame'],
    ['no type and nothing keyed', '{}', 'type'],
    ['agents as a list', '{"type":"initial_data","agents":[]}', 'agents'],
    ['an update without its job', '{"type":"agent_update"}', 'job'],
    ['a session without its id', '{"type":"workflow_failed","error":"x"}', 'session_id'],
    ['an id that is no text', '{"type":"workflow_paused","session_id":7}', 'session_id'],
  ])('malformed (%s): the field is named', (_, text, field) => {
    expect(readFrame(text)).toMatchObject({ kind: 'malformed', problem: { field } });
  });
  test('whatever comes, nothing is thrown', () => {
    const type = fc.constantFrom('initial_data', 'agent_update', 'workflow_update', 'workflow_completed', '__proto__');
    fc.assert(
      fc.property(
        fc.string(),
        fc.jsonValue(),
        type,
        fc.dictionary(fc.string(), fc.jsonValue()),
        (text, any, kind, rest) => {
          readFrame(text);
          readKeyed(any);
          frame(any);
          frame({ ...rest, type: kind });
        }
      )
    );
  });
});
