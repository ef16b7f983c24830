import { type FeedEvent } from '@eljefe/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { Batcher, StoreBusy, StoreUnavailable, type Store } from '../store';
import { openTemporaryStore, type TemporaryStore } from '../store/testing';
import { access, AT, entry, memoryHead, stranger } from './audit.fixtures';
import { AuditTrail } from './AuditTrail';
import { linked, NO_HEAD, type ChainRow } from './chain';
import { checkAudit } from './checkAudit';
import { type HeadNote } from './headFile';

let temporary: TemporaryStore;
let store: Store;
let batcher: Batcher;
beforeAll(async () => {
  temporary = await openTemporaryStore();
  ({ store } = temporary);
  let token = 0;
  batcher = new Batcher({
    insert: (table, rows, options) => store.insert(table, rows, options),
    now: () => performance.now(),
    newToken: () => `token-${(token += 1)}`,
  });
});
afterAll(async () => {
  await batcher.close();
  await temporary.dispose();
});
beforeEach(() => store.command('TRUNCATE TABLE audit SYNC'));

const read = <T>(sql: { text: string; params: Record<string, unknown> }): Promise<T[]> =>
  store.query<T>(sql.text, { params: sql.params });

const change = (sql: string) => store.command(sql, { settings: { mutations_sync: '1' } });

interface World {
  head?: HeadNote;
  write?: (rows: readonly ChainRow[]) => Promise<void>;
}

const build = ({ head = memoryHead(), write }: World = {}) => {
  const told: FeedEvent[] = [];
  const clock = { now: AT };
  const trail = new AuditTrail({
    read,
    writer: { write: (table, rows) => (write ? write(rows) : batcher.write(table, rows)) },
    head,
    expires: false,
    tell: async (events) => {
      told.push(...events);
    },
    now: () => clock.now,
  });
  return { trail, told, clock, head };
};

const tenActs = async (head = memoryHead()): Promise<ReturnType<typeof build>> => {
  const world = build({ head });
  for (let i = 0; i < 10; i++) {
    world.trail.note(access({ method: 'DELETE', access: 'admin', tag: 'administration', path: `/api/v1/tokens/${i}` }));
  }
  await world.trail.flush();
  return world;
};

const rows = () =>
  read<{ seq: number; target: string }>({ text: 'SELECT * FROM audit ORDER BY chain, seq', params: {} });

describe('B2: the audit is a chain in which a change shows', () => {
  test('given entries as they were written, then it holds', async () => {
    const { trail } = await tenActs();
    expect(await trail.check()).toMatchObject({ holds: true, entries: 10, chains: [{ first_seq: 1, last_seq: 10 }] });
    expect(trail.notices()).toEqual([]);
  });
  test('given nothing, then there is nothing to say', async () => {
    const { trail } = build();
    expect(await trail.check()).toMatchObject({ holds: null, entries: 0, chains: [] });
  });
  test.each([
    ['the outcome of an entry is edited', `ALTER TABLE audit UPDATE outcome = 'failed' WHERE seq = 4`, 'edited', 4],
    ['an entry is given to somebody else', `ALTER TABLE audit UPDATE actor = 'bob' WHERE seq = 4`, 'edited', 4],
    ['its address is edited', `ALTER TABLE audit UPDATE address = '::1' WHERE seq = 4`, 'edited', 4],
    ['its number of calls is edited', `ALTER TABLE audit UPDATE calls = 9 WHERE seq = 4`, 'edited', 4],
    ['an entry is removed', 'DELETE FROM audit WHERE seq = 4', 'missing', 5],
    ['the first is removed', 'DELETE FROM audit WHERE seq = 1', 'missing', 2],
    ['the newest are cut off', 'DELETE FROM audit WHERE seq > 7', 'cut', 10],
    ['all are removed', 'TRUNCATE TABLE audit SYNC', 'cut', 10],
    ['an entry comes twice', 'INSERT INTO audit SELECT * FROM audit WHERE seq = 4', 'doubled', 4],
  ])('when %s, then the check names the place', async (_, sql, fault, seq) => {
    const { trail } = await tenActs();
    await change(sql);
    const found = await trail.check();
    expect(found.holds).toBe(false);
    expect(found.chains[0]?.faults).toContainEqual({ seq, fault });
    expect(trail.notices()[0]?.text).toContain('does not hold');
    expect(trail.holds()).toBe(false);
  });
  test('when an entry is edited and its hash made anew, then the next one does not follow it', async () => {
    const { trail } = await tenActs();
    const stored = await read<ChainRow>({ text: 'SELECT * FROM audit WHERE seq = 3', params: {} });
    const [forged] = linked(String(stored[0]?.chain), { seq: 3, hash: String(stored[0]?.hash) }, [
      entry({ target: 'nothing happened here' }),
    ]);
    await change('DELETE FROM audit WHERE seq = 4');
    await batcher.write('audit', forged ? [forged] : []);
    expect((await trail.check()).chains[0]?.faults).toContainEqual({ seq: 5, fault: 'unlinked' });
  });
  test('when the whole chain is made anew, then it is not the one noted outside the store', async () => {
    const { trail, head } = await tenActs();
    const chain = head.read()?.chain ?? '';
    await change('TRUNCATE TABLE audit SYNC');
    await batcher.write(
      'audit',
      linked(
        chain,
        NO_HEAD,
        Array.from({ length: 10 }, () => entry())
      )
    );
    expect((await trail.check()).chains[0]?.faults).toEqual([{ seq: 10, fault: 'edited' }]);
  });
  test('whatever the texts hold, the engine makes the same hash as the writer, also over pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 20 }),
        async (texts) => {
          await change('TRUNCATE TABLE audit SYNC');
          const entries = texts.map((text) =>
            entry({ actor: text, target: `\u0000${text}'\\\t`, reason: text, token: text })
          );
          await batcher.write('audit', linked('c', NO_HEAD, entries));
          const found = await checkAudit(read, { noted: null, now: AT, expires: false, pageSize: 3 });
          expect(found).toMatchObject({ holds: true, entries: texts.length });
        }
      ),
      { numRuns: 15 }
    );
  });
  test('where old entries expire, a chain may begin later', async () => {
    await tenActs();
    await change('DELETE FROM audit WHERE seq < 4');
    const options = { noted: null, now: AT };
    expect((await checkAudit(read, { ...options, expires: true })).holds).toBe(true);
    expect((await checkAudit(read, { ...options, expires: false })).holds).toBe(false);
  });
});

describe('B2: entries are written behind, once, and go on where the chain ended', () => {
  test('given a restart, then the chain goes on', async () => {
    const { head } = await tenActs();
    const next = build({ head });
    next.trail.note(access({ method: 'PUT', access: 'control', tag: 'settings' }));
    await next.trail.flush();
    expect(await next.trail.check()).toMatchObject({ holds: true, entries: 11, chains: [{ last_seq: 11 }] });
  });
  test('given a process that died between storing and noting it, then the next one finds its place', async () => {
    const head = memoryHead();
    const { trail } = await tenActs(head);
    const noted = head.noted;
    trail.note(access({ method: 'PUT', access: 'control', tag: 'settings' }));
    await trail.flush();
    head.noted = noted;
    const next = build({ head });
    next.trail.note(access({ method: 'PUT', access: 'control', tag: 'settings' }));
    await next.trail.flush();
    expect(await next.trail.check()).toMatchObject({ holds: true, entries: 12 });
  });
  test.each([
    ['refused the rows', false, new StoreBusy('full', 1_000)],
    ['failed before it stored them', false, new StoreUnavailable('gone')],
    ['failed after it stored them', true, new StoreUnavailable('gone')],
  ])('given a store that %s, then each entry is there once after the next try', async (_, stores, error) => {
    let calls = 0;
    const { trail } = build({
      write: async (given) => {
        calls += 1;
        if (calls > 1 || stores) {
          await batcher.write('audit', given);
        }
        if (calls === 1) {
          throw error;
        }
      },
    });
    trail.note(access({ method: 'PUT', access: 'control', tag: 'settings' }));
    await expect(trail.flush()).rejects.toThrow(error);
    trail.note(access({ method: 'PUT', access: 'control', tag: 'settings' }));
    await trail.flush();
    expect(await trail.check()).toMatchObject({ holds: true, entries: 2 });
    expect(trail.waiting).toBe(0);
  });
  test('at the end everything is written, also of the minute that is not over', async () => {
    const { trail } = build();
    trail.note(access());
    trail.note(access());
    await trail.flush();
    expect(await rows()).toEqual([]);
    await trail.close();
    expect(await rows()).toMatchObject([{ seq: 1, target: 'GET /api/v1/state', calls: 2 }]);
  });
});

describe('V3: what stands out is told in the feed', () => {
  test('refusals, exports and acts are; reads, and edits the settings tell themselves, are not', async () => {
    const { trail, told } = build();
    trail.note(access());
    trail.note(access({ exported: true, route: '/api/v1/query', method: 'POST' }));
    trail.note(access({ method: 'PUT', path: '/api/v1/settings/budgets', access: 'control', tag: 'settings' }));
    trail.note(stranger());
    await trail.close();
    expect(told.map(({ title, severity }) => [severity, title])).toEqual([
      ['info', 'ada took an answer away: POST /api/v1/query'],
      ['warning', 'Somebody unknown was not let in: GET /api/v1/state'],
    ]);
    expect(JSON.stringify(told)).not.toContain('10.0.0.1');
  });
  test('a flood is one line with its number', async () => {
    const { trail, told } = build();
    for (let i = 0; i < 400; i++) {
      trail.note(stranger({ route: `/r${i % 40}`, address: `10.0.0.${i % 7}` }));
    }
    await trail.close();
    expect(told.map(({ title, text }) => [title, text])).toEqual([
      ['Somebody unknown was not let in: 40 addresses of the service', 'token-unknown, 400 calls'],
    ]);
  });
});
