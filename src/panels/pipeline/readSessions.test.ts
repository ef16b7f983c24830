import { FieldType, type DataFrame, type Field } from '@grafana/data';

import { AT_MS, handoff, session, sessionsFrame, step, writing } from './pipeline.fixtures';
import { readSessions } from './readSessions';
import { readSteps } from './readSteps';

const read = (series: Parameters<typeof readSessions>[0]['series'], silent = false) =>
  readSessions({ series, receivedAtMs: AT_MS + 5_000, silent });

describe('V2: frames as sessions', () => {
  it('reads sessions with the age of their news in the viewer’s clock', () => {
    const answer = read([sessionsFrame([writing()])]);
    expect(answer).toMatchObject({
      kind: 'sessions',
      model: {
        shiftMs: 5_000,
        sessions: [{ sessionId: 'session-12', condition: 'running', newsAtMs: AT_MS + 2_000 }],
      },
    });
  });

  it.each([
    ['one that waits for a person is waiting', { waiting_on_human: true }, false, 'waiting'],
    ['a silent one is stuck', { stale: true }, false, 'stuck'],
    ['any that should move is stuck when no update comes', {}, true, 'stuck'],
    ['an ended one stays ended in a silence', { status: 'completed' as const }, true, 'done'],
    ['a new word is unknown, not wrong', { status: 'unknown' as const }, false, 'unknown'],
  ])('%s', (_, change, silent, condition) => {
    expect(read([sessionsFrame([session('1', change)])], silent)).toMatchObject({
      model: { sessions: [{ condition }] },
    });
  });

  it('names what is missing', () => {
    const frame = sessionsFrame([session('1')]);
    const fields = frame.fields.filter(({ name }) => name !== 'steps');
    expect(read([{ ...frame, fields }])).toMatchObject({ kind: 'missing-fields', missing: ['steps'] });
    expect(read([])).toEqual({ kind: 'no-frames' });
  });
});

describe('V2: the answer of “Session graph”', () => {
  const field = (name: string, values: unknown[]): Field => ({ name, type: FieldType.other, config: {}, values });
  const nodes: DataFrame = {
    name: 'nodes',
    refId: 'A',
    length: 2,
    fields: [
      field('id', ['a', 'b']),
      field('title', ['plan', 'draft']),
      field('status', ['completed', 'running']),
      field('mainstat', [20, 5]),
      field('human', [7, null]),
      field('critical_share', [0.8, 0.2]),
      field('job_ids', ['["job-1"]', '[]']),
    ],
    // The data source wraps what the service says once more.
    meta: { custom: { custom: { session_id: 's-1', status: 'running', workflow_id: 'bug-fix' } } },
  };
  const edges: DataFrame = {
    name: 'edges',
    refId: 'A',
    length: 1,
    fields: [field('source', ['a']), field('target', ['b']), field('outcome', ['accepted'])],
  };

  it('is read as one session with steps, waits, edges and handoffs', () => {
    const answer = read([nodes, edges]);
    const row = answer.kind === 'sessions' ? answer.model.sessions[0] : undefined;
    expect(row).toMatchObject({ sessionId: 's-1', workflowId: 'bug-fix', condition: 'running' });
    expect(row && readSteps(row)).toMatchObject({
      steps: [
        { id: 'a', name: 'plan', durationSeconds: 20, humanWaitSeconds: 7, criticalShare: 0.8, jobIds: ['job-1'] },
        { id: 'b', name: 'draft', durationSeconds: null, dependsOn: ['a'] },
      ],
      handoffs: [{ from: 'a', to: 'b', outcome: 'accepted' }],
    });
  });
});

describe('V2: cells as steps', () => {
  const cells = (steps: unknown, handoffs: unknown = null) =>
    readSteps({ stepsCell: steps, handoffsCell: handoffs, stale: false });

  it('reads JSON text and lists alike', () => {
    const list = [step('a', { status: 'running', progress: 0.5 })];
    expect(cells(JSON.stringify(list))).toEqual(cells(list));
    expect(cells(list).steps).toMatchObject([{ id: 'a', condition: 'running', progress: 0.5 }]);
  });

  it.each([
    ['text that is no JSON', '[{'],
    ['JSON that is no list', '{"a":1}'],
    ['nothing', null],
  ])('reads no step out of %s', (_, cell) => {
    expect(cells(cell)).toEqual({ steps: [], handoffs: [] });
  });

  it('leaves out what has no id, values of a wrong kind, and progress that is no ratio', () => {
    const told = [null, 3, { name: 'x' }, { step_id: 'a', progress: 40, tokens: 'many', depends_on: 'b' }];
    expect(cells(told).steps).toMatchObject([{ id: 'a', name: 'a', progress: null, tokens: null, dependsOn: [] }]);
  });

  it('want 5: draws no inferred handoff', () => {
    const told = [handoff('a', 'b'), { ...handoff('b', 'c'), inferred: true }];
    expect(cells('[]', told).handoffs).toEqual([{ from: 'a', to: 'b', outcome: 'accepted', contextScore: null }]);
  });
});
