import { describe, expect, test } from 'vitest';

import { entityKey } from '../../ingest/entities';
import { makeIngest } from '../../ingest/ingest.fixtures';

import { Interpreter, type From } from './interpreter';
import { type Said } from './messages';

const makeInterpreter = ({ followsFile = false } = {}) => {
  const inside = makeIngest();
  const problems: string[] = [];
  const started: Array<[number, number]> = [];
  const interpreter = new Interpreter(
    { name: 'el-jefe', zoneMinutes: 0, followsFile },
    {
      entities: inside.entities,
      ensure: () => Promise.resolve(),
      now: () => inside.clock.now,
      onProblem: (text) => problems.push(text),
      onStarted: (startedAt, seenAt) => started.push([startedAt, seenAt]),
    }
  );
  /** Hears and stores. @returns how much of it was news, and whether to read again */
  const hear = async (said: Said, from: From = 'http', writtenAt?: number) => {
    inside.clock.now += 10;
    const { items, readAgain } = await interpreter.news(said, from, writtenAt);
    await inside.recorder.record(items);
    return { items, readAgain };
  };
  const job = (id: string) => inside.entities.jobs.get(entityKey('el-jefe', id))?.view;
  const session = (id: string) => inside.entities.sessions.get(entityKey('el-jefe', id))?.view;
  return { ...inside, interpreter, problems, started, hear, job, session };
};

const everything = (agents: Record<string, unknown>, workflows: Record<string, unknown> = {}): Said => ({
  kind: 'everything',
  agents,
  workflows,
});

const running = {
  job_id: 'a',
  agent_type: 'coder',
  status: 'running',
  started_at: '1970-01-01T00:16:00',
  progress: 0.2,
};
const completed = {
  ...running,
  status: 'completed',
  completed_at: '1970-01-01T00:16:30',
  progress: 0,
  tokens_used: 800,
};

describe('D1: only what differs is news', () => {
  test('a state read again and again is news once', async () => {
    const { hear } = makeInterpreter();
    const counts = [];
    for (let reading = 0; reading < 5; reading += 1) {
      counts.push((await hear(everything({ a: running }, { s: { session_id: 's', status: 'running' } }))).items.length);
    }
    expect(counts).toEqual([2, 0, 0, 0, 0]);
  });
  test('what a frame told is no news when the state says the same', async () => {
    const { hear } = makeInterpreter();
    await hear({ kind: 'job', wire: running }, 'websocket');
    expect((await hear(everything({ a: running }))).items).toEqual([]);
  });
  test('after a restart of ours, what is known is no news', async () => {
    const { hear, interpreter } = makeInterpreter();
    await hear(everything({ a: running }));
    interpreter.forget();
    expect((await hear(everything({ a: running }))).items).toEqual([]);
  });
  test('news that could not be stored comes again with the next reading', async () => {
    const { interpreter } = makeInterpreter();
    expect((await interpreter.news(everything({ a: running }), 'http')).items).toHaveLength(1);
    expect((await interpreter.news(everything({ a: running }), 'http')).items).toHaveLength(0);
    interpreter.forget();
    expect((await interpreter.news(everything({ a: running }), 'http')).items).toHaveLength(1);
  });
  test('totals only at the end, progress back at 0: the last progress and the totals stand', async () => {
    const { hear, job } = makeInterpreter();
    await hear(everything({ a: { ...running, tokens_used: 0 } }));
    expect(job('a')?.tokens_used).toBeNull();
    await hear(everything({ a: completed }));
    expect(job('a')).toMatchObject({ status: 'completed', progress: 0.2, tokens_used: 800, duration_seconds: 30 });
  });
});

describe('sources that disagree (W2.3)', () => {
  test('one that is behind and shows ended work as running is counted, not believed', async () => {
    const { hear, job, interpreter } = makeInterpreter();
    await hear({ kind: 'job', wire: completed }, 'websocket');
    expect((await hear(everything({ a: running }))).items).toEqual([]);
    expect(job('a')?.status).toBe('completed');
    expect(interpreter.disagreements).toBe(1);
  });
  test('a file that lags behind does not set progress back, nor make the next reading news', async () => {
    const { hear, job, clock, tables } = makeInterpreter({ followsFile: true });
    const writtenAt = clock.now;
    await hear(everything({ a: { ...running, progress: 0.5 } }));
    await hear(everything({ a: running }), 'file', writtenAt);
    await hear(everything({ a: { ...running, progress: 0.5 } }));
    expect(job('a')?.progress).toBe(0.5);
    expect(tables.final('facts').filter(({ kind }) => kind === 'job')).toHaveLength(1);
  });
  test('a new run of a failed job is news', async () => {
    const { hear, job } = makeInterpreter();
    await hear(everything({ a: { ...completed, status: 'failed' } }));
    await hear(everything({ a: { ...running, started_at: '1970-01-01T00:16:35' } }));
    expect(job('a')?.status).toBe('running');
  });
});

describe('jobs that vanish', () => {
  test('missing in three full readings, a running job is interrupted, with the reason', async () => {
    const { hear, job } = makeInterpreter();
    await hear(everything({ a: running }));
    await hear(everything({}));
    await hear(everything({}));
    expect(job('a')?.status).toBe('running');
    await hear(everything({}));
    expect(job('a')).toMatchObject({
      status: 'interrupted',
      error_message: 'no longer in the orchestrator’s state',
    });
  });
  test('shown again in between, it counts anew; an ended job may vanish', async () => {
    const { hear, job } = makeInterpreter();
    await hear(everything({ a: running, b: { ...completed, job_id: 'b' } }));
    for (const agents of [{}, {}, { a: running }, {}, {}]) {
      await hear(everything(agents));
    }
    expect([job('a')?.status, job('b')?.status]).toEqual(['running', 'completed']);
  });
  test('a job that only the state file shows is not missed by the server', async () => {
    const { hear, job } = makeInterpreter({ followsFile: true });
    await hear(everything({ a: running }), 'file');
    for (let reading = 0; reading < 4; reading += 1) {
      await hear(everything({}));
    }
    expect(job('a')?.status).toBe('running');
    await hear(everything({}), 'file');
    for (let reading = 0; reading < 3; reading += 1) {
      await hear(everything({}));
    }
    expect(job('a')?.status).toBe('interrupted');
  });
  test('a job that only clients sent (D2) is not missed', async () => {
    const { hear, job, recorder } = makeInterpreter();
    const news = { stamp: 1, fields: { started_at: 1 }, status: 'running', labels: {} };
    await recorder.record([{ kind: 'job', source: 'el-jefe', subject: 'd2', news, observed: false }]);
    for (let reading = 0; reading < 4; reading += 1) {
      await hear(everything({}));
    }
    expect(job('d2')?.status).toBe('running');
  });
});

describe('messages that are wrong, or tell too little', () => {
  test('each distinct problem is told once and counted each time; the rest of the message counts', async () => {
    const { hear, problems, interpreter, job } = makeInterpreter();
    await hear(everything({ a: { ...running, progress: 7 }, b: 'nonsense', c: { ...running, job_id: 'c' } }));
    await hear({ kind: 'job', wire: { ...running, progress: 8 } }, 'websocket');
    expect(problems.map((text) => text.split(';')[0])).toEqual([
      'job a: progress: found 7',
      'job b: /: found "nonsense"',
    ]);
    expect(interpreter.malformed).toBe(3);
    expect([job('a')?.status, job('c')?.status]).toEqual(['running', 'running']);
  });
  test('an unknown status is kept in its own word, and told', async () => {
    const { hear, job, problems } = makeInterpreter();
    await hear(everything({ a: { ...running, status: 'meditating' } }));
    expect(job('a')).toMatchObject({ status: 'unknown', raw_status: 'meditating' });
    expect(problems).toHaveLength(1);
  });
  test('a session that was never announced, or that ended, is worth reading the state for', async () => {
    const { hear, session } = makeInterpreter();
    const change = { kind: 'sessionChange', id: 's', fields: {}, phase: null, humanAction: false } as const;
    expect((await hear({ ...change, status: 'running' }, 'websocket')).readAgain).toBe(true);
    expect((await hear({ ...change, status: 'paused', humanAction: true }, 'websocket')).readAgain).toBe(false);
    expect((await hear({ ...change, status: 'completed' }, 'websocket')).readAgain).toBe(true);
    expect(session('s')).toMatchObject({ status: 'completed', human_actions: 1 });
  });
  test('a job under way tells when it started and when that was seen', async () => {
    const { hear, started, clock } = makeInterpreter();
    await hear(everything({ a: running, b: completed }));
    await hear({ kind: 'job', wire: { ...running, progress: 0.4 } }, 'websocket');
    expect(started).toEqual([[960_000, clock.now - 10]]);
  });
});
