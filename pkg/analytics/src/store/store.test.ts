import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Batcher } from './batcher';
import { BadQuery, BadRows, QueryAborted, QueryLimit, RowsRefused } from './errors';
import { renderRows } from './rowText';
import { openTemporaryStore, rowOf, until, type TemporaryStore } from './testing';

let temporary: TemporaryStore;
const AT = 1_800_000_000_000;
const ENDLESS = 'SELECT count() FROM numbers(100000000000) WHERE NOT ignore(sipHash64(number))';

beforeAll(async () => {
  temporary = await openTemporaryStore();
});
afterAll(() => temporary.dispose());

function factRows(count: number, prefix: string) {
  return Array.from({ length: count }, (_, i) => rowOf('facts', { id: `${prefix}${i}`, time: AT + i }));
}

async function countOf(prefix: string): Promise<number> {
  const sql = 'SELECT count() AS c FROM facts WHERE startsWith(id, {prefix:String})';
  const [row] = await temporary.store.query<{ c: number }>(sql, { params: { prefix } });
  return row?.c ?? -1;
}

function runningEndless(): Promise<number> {
  return temporary.store
    .query<{ c: number }>(
      "SELECT count() AS c FROM system.processes WHERE query LIKE '%100000000000%' AND query NOT LIKE '%processes%'"
    )
    .then(([row]) => row?.c ?? -1);
}

describe('store: inserts', () => {
  it('the same rows with the same token count once, whatever the retries', async () => {
    const rows = renderRows('facts', factRows(100, 'once-'));
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await temporary.store.insert('facts', rows, { dedupToken: 'once' });
    }
    expect(await countOf('once-')).toBe(100);
  });

  it('a row that cannot be read refuses the batch as a whole', async () => {
    const good = renderRows('facts', factRows(2, 'half-'));
    const broken = { chunks: [...good.chunks, Buffer.from('too\tfew\n')], rows: 3 };
    await expect(temporary.store.insert('facts', broken, { dedupToken: 'broken' })).rejects.toBeInstanceOf(BadRows);
    expect(await countOf('half-')).toBe(0);
  });

  it('through the write buffer, a row the engine itself refuses does not keep the others out', async () => {
    const { store } = temporary;
    await store.command("ALTER TABLE feedback ADD CONSTRAINT known CHECK kind != 'refused'");
    const batcher = new Batcher({
      insert: store.insert.bind(store),
      now: () => performance.now(),
      newToken: () => 'constraint',
    });
    const rows = Array.from({ length: 20 }, (_, i) =>
      rowOf('feedback', { id: String(i), kind: i === 13 ? 'refused' : 'ok', time: AT })
    );
    const outcome = await batcher.write('feedback', rows).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(RowsRefused);
    expect(outcome).toMatchObject({ refused: [{ index: 13 }] });
    expect(await store.query('SELECT count() AS c FROM feedback')).toEqual([{ c: 19 }]);
  });

  it('through the write buffer, rows over 150 months are stored', async () => {
    const { store } = temporary;
    const batcher = new Batcher({
      insert: store.insert.bind(store),
      now: () => performance.now(),
      newToken: () => `months${Math.random()}`,
    });
    await batcher.write(
      'jobs',
      Array.from({ length: 150 }, (_, i) => rowOf('jobs', { id: `m${i}`, at: Date.UTC(2090, i, 3), version: 1 }))
    );
    expect(await store.query("SELECT count() AS c FROM jobs WHERE startsWith(id, 'm')")).toEqual([{ c: 150 }]);
  });

  it('a folded job counts once: a higher version replaces, a tombstone removes', async () => {
    const { store } = temporary;
    const job = rowOf('jobs', { id: 'fold', source: 's', at: AT, status: 'running', version: 1 });
    const versions = [job, { ...job, status: 'completed', version: 3 }, { ...job, status: 'late news', version: 2 }];
    for (const row of versions) {
      await store.insert('jobs', renderRows('jobs', [row]), { dedupToken: `fold${row.version}` });
    }
    const now = () => store.query("SELECT status FROM jobs FINAL WHERE id = 'fold'");
    expect(await now()).toEqual([{ status: 'completed' }]);
    await store.insert('jobs', renderRows('jobs', [{ ...job, version: 4, is_deleted: 1 }]), { dedupToken: 'fold4' });
    expect(await now()).toEqual([]);
  });
});

describe('store: limits of reads', () => {
  it('run time', async () => {
    const asked = temporary.store.query(ENDLESS, { maxMs: 200 });
    await expect(asked).rejects.toMatchObject({ limit: 'time', code: '159' });
  });

  it('memory', async () => {
    const sql = 'SELECT groupArray(toString(number)) AS a FROM numbers(10000000)';
    await expect(temporary.store.query(sql, { maxMemoryBytes: 20_000_000 })).rejects.toMatchObject({ limit: 'memory' });
  });

  it('size of the result', async () => {
    const asked = temporary.store.query('SELECT number FROM numbers(1000000)', { maxBytes: 10_000 });
    await expect(asked).rejects.toBeInstanceOf(QueryLimit);
    await expect(asked).rejects.toMatchObject({ limit: 'rows' });
  });

  it.each([
    ['syntax', 'SELEKT 1'],
    ['unknown table', 'SELECT 1 FROM nonesuch'],
    ['missing parameter', 'SELECT {x:String}'],
  ])('%s is the statement, not the store', async (_what, sql) => {
    await expect(temporary.store.query(sql)).rejects.toBeInstanceOf(BadQuery);
  });
});

describe('store: ending a query', () => {
  it('by the signal of its caller', async () => {
    const leaving = new AbortController();
    const asked = temporary.store
      .query(ENDLESS, { signal: leaving.signal, maxMs: 60_000 })
      .catch((error: unknown) => error);
    await until(runningEndless, (count) => count === 1);
    leaving.abort();
    expect(await asked).toBeInstanceOf(QueryAborted);
    await until(runningEndless, (count) => count === 0, 5000);
  });

  it('by its id', async () => {
    const asked = temporary.store.query(ENDLESS, { id: 'mine', maxMs: 60_000 }).catch((error: unknown) => error);
    await until(runningEndless, (count) => count === 1);
    await temporary.store.kill('mine');
    expect(await asked).toBeInstanceOf(QueryAborted);
    await until(runningEndless, (count) => count === 0, 5000);
  });

  it('no such id is no error', async () => {
    await expect(temporary.store.kill('nobody')).resolves.toBeUndefined();
  });

  it('a stream left early ends its query, a whole one brings every row', async () => {
    let seen = 0;
    for await (const _row of temporary.store.stream('SELECT number FROM numbers(300000)')) {
      seen += 1;
    }
    expect(seen).toBe(300_000);
    for await (const _row of temporary.store.stream('SELECT number FROM numbers(100000000000)', { maxMs: 60_000 })) {
      break;
    }
    await until(runningEndless, (count) => count === 0, 5000);
  });

  it('a small query is answered while many endless ones run', async () => {
    const leaving = new AbortController();
    const heavy = Array.from({ length: 6 }, () =>
      temporary.store.query(ENDLESS, { signal: leaving.signal, maxMs: 60_000 }).catch(() => undefined)
    );
    await until(runningEndless, (count) => count === 6);
    await temporary.store.insert('facts', renderRows('facts', factRows(1, 'busy-')), { dedupToken: 'busy' });
    expect((await temporary.store.health(10_000)).ready).toBe(true);
    leaving.abort();
    await Promise.all(heavy);
    await until(runningEndless, (count) => count === 0, 10_000);
  });
});

describe('store: health and size', () => {
  it('says how it is', async () => {
    const health = await temporary.store.health();
    expect(health).toMatchObject({ ready: true, error: null, engine: { state: 'ready', restarts: 0 } });
    expect(health.version).toMatch(/^\d+\./);
  });

  it('says how much it holds', async () => {
    await temporary.store.insert('marks', renderRows('marks', [rowOf('marks', { id: 'm', time: AT })]), {
      dedupToken: 'info',
    });
    const info = await temporary.store.info();
    expect(info.tables).toContainEqual({ name: 'marks', rows: 1, bytes: expect.any(Number), parts: 1 });
    expect(info.disk?.freeBytes).toBeGreaterThan(0);
  });
});
