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
  ])('tells %s from a session without steps', (_, cell) => {
    expect(cells(cell)).toEqual({ steps: [], handoffs: [], told: false });
    expect(cells('[]').told).toBe(true);
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
