import { describe, expect, test } from 'vitest';

import { entityKey } from '../ingest/entities';
import { jobItem, makeIngest, sessionItem } from '../ingest/ingest.fixtures';

import { givenUp } from './silence';

const LIMIT_SECONDS = 3_600;
const HOUR = 3_600_000;

const makeSilence = () => {
  const inside = makeIngest();
  const shown = new Set<string>();
  const look = async (): Promise<number> => {
    const news = givenUp({
      entities: inside.entities,
      limitSeconds: LIMIT_SECONDS,
      isShown: (kind, _source, id) => shown.has(`${kind} ${id}`),
      now: () => inside.clock.now,
    });
    await inside.recorder.record(news);
    return news.length;
  };
  const job = (id = 'j1') => inside.entities.jobs.get(entityKey('el-jefe', id))?.view;
  const session = (id = 's1') => inside.entities.sessions.get(entityKey('el-jefe', id))?.view;
  return { ...inside, look, job, session, shown };
};

describe('open work of which nothing is heard any more is given up', () => {
  test('a running job, silent beyond the limit, is interrupted at an unknown time; a young one runs on', async () => {
    const { recorder, clock, look, job } = makeSilence();
    await recorder.record([jobItem({ status: 'running', started_at: clock.now, stamp: clock.now })]);
    clock.now += HOUR - 1;
    await recorder.record([jobItem({ id: 'j2', status: 'running', started_at: clock.now, stamp: clock.now })]);
    expect(await look()).toBe(0);
    clock.now += 1;
    expect(await look()).toBe(1);
    expect(job()).toMatchObject({ status: 'interrupted', raw_status: 'abandoned', completed_at: null });
    expect(job('j2')).toMatchObject({ status: 'running' });
    expect(await look()).toBe(0);
  });

  test('its true end, heard late and with a clock behind ours, replaces the giving up', async () => {
    const { recorder, clock, look, job } = makeSilence();
    const start = clock.now - 5_000;
    await recorder.record([jobItem({ status: 'running', started_at: start, stamp: start })]);
    clock.now += 2 * HOUR;
    await look();
    await recorder.record([jobItem({ status: 'completed', completed_at: start + 900, stamp: start + 900 })]);
    expect(job()).toMatchObject({ status: 'completed', completed_at: start + 900, duration_seconds: 0.9 });
  });

  test('a later word of it brings it back to life, and it can be given up again', async () => {
    const { recorder, clock, look, job } = makeSilence();
    await recorder.record([jobItem({ status: 'running', started_at: clock.now, stamp: clock.now })]);
    clock.now += 2 * HOUR;
    await look();
    await recorder.record([jobItem({ status: 'running', progress: 0.5, stamp: clock.now })]);
    expect(job()).toMatchObject({ status: 'running', progress: 0.5 });
    clock.now += 2 * HOUR;
    expect(await look()).toBe(1);
    expect(job()).toMatchObject({ status: 'interrupted' });
  });

  test('what an orchestrator still shows is only quiet; what waits for a person has seven times as long', async () => {
    const { recorder, clock, look, job, shown } = makeSilence();
    shown.add('job listed');
    await recorder.record([
      jobItem({ id: 'listed', status: 'running', started_at: clock.now, stamp: clock.now }),
      jobItem({ id: 'asks', status: 'waiting', started_at: clock.now, stamp: clock.now }),
    ]);
    clock.now += 6 * HOUR;
    expect(await look()).toBe(0);
    clock.now += HOUR;
    expect(await look()).toBe(1);
    expect([job('listed')?.status, job('asks')?.status]).toEqual(['running', 'interrupted']);
  });

  test('a session ends by silence of itself and of all its jobs, and comes back with later news', async () => {
    const { recorder, clock, look, session } = makeSilence();
    await recorder.record([sessionItem({ status: 'running', stamp: clock.now })]);
    clock.now += HOUR;
    await recorder.record([jobItem({ status: 'completed', session_id: 's1', completed_at: clock.now })]);
    expect(await look()).toBe(0);
    clock.now += HOUR;
    expect(await look()).toBe(1);
    expect(session()).toMatchObject({ status: 'interrupted', completed_at: clock.now - HOUR });
    await recorder.record([sessionItem({ status: 'running', stamp: clock.now })]);
    expect(session()).toMatchObject({ status: 'running', completed_at: null });
    await recorder.record([sessionItem({ status: 'completed', stamp: clock.now - 3 * HOUR })]);
    expect(session()).toMatchObject({ status: 'completed' });
  });

  test('given up and written, it leaves memory; late news finds all that was known of it', async () => {
    const { recorder, derived, entities, clock, look, job } = makeSilence();
    const start = clock.now;
    await recorder.record([
      jobItem({ status: 'running', started_at: start, stamp: start, task: 'read', session_id: 's1' }),
      sessionItem({ status: 'running', stamp: start }),
    ]);
    clock.now += 2 * HOUR;
    await look();
    await derived.flush();
    entities.evictSessions({ maxSessions: 0, maxJobs: 0 }, () => false);
    entities.evictJobs(0, () => false);
    expect([entities.jobs.size, entities.sessions.size]).toEqual([0, 0]);
    await recorder.record([jobItem({ status: 'completed', completed_at: start + 50, stamp: start + 50 })]);
    expect(job()).toMatchObject({ status: 'completed', task: 'read', started_at: start, session_id: 's1' });
    await derived.flush();
  });
});
