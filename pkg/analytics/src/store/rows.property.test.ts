import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { selectList } from './columnLists';
import { partitionKey, renderLine, renderRows, timeText, UnfitValue } from './rowText';
import { openTemporaryStore, rowOf, type TemporaryStore } from './testing';

let temporary: TemporaryStore;

beforeAll(async () => {
  temporary = await openTemporaryStore();
});
afterAll(() => temporary.dispose());
beforeEach(async () => {
  await Promise.all(['facts', 'jobs', 'spans'].map((table) => temporary.store.command(`TRUNCATE TABLE ${table} SYNC`)));
});

// Every character but halves of surrogate pairs: they are no text, and UTF-8 has no form for them.
const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const nasty = fc.constantFrom(
  '\\N',
  '\\',
  "'",
  '\t',
  '\n',
  '\r\n',
  '\0',
  '\b\f',
  ';',
  '\n\n;SELECT 1',
  '/* */',
  '--',
  '{x:String}',
  '🙂\u2028'
);
const text = fc.oneof(anyText, nasty);
const at = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) });
const safe = fc.maxSafeInteger();
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x));

describe('store: what goes in comes out', () => {
  it('any text, in any column that holds text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ subject: text, attributes: text, kind: text, source: text }), {
          minLength: 1,
          maxLength: 30,
        }),
        async (given) => {
          await temporary.store.command('TRUNCATE TABLE facts SYNC');
          const rows = given.map((row, i) => rowOf('facts', { ...row, id: String(i), time: 1_800_000_000_000 }));
          await temporary.store.insert('facts', renderRows('facts', rows), { dedupToken: JSON.stringify(given) });
          const found = await temporary.store.query(`SELECT ${selectList('facts')} FROM facts ORDER BY toUInt32(id)`);
          expect(found).toEqual(rows);
        }
      ),
      { numRuns: 15 }
    );
  });

  it('numbers, times and absent values, to the last bit', async () => {
    const numbers = fc.record({
      at,
      ended_at: fc.option(at),
      duration_s: fc.option(double),
      tokens_total: fc.option(safe),
      retry_count: fc.option(fc.integer({ min: 0, max: 0xffffffff })),
      attempt: fc.integer({ min: 0, max: 0xffff }),
      version: fc.nat(Number.MAX_SAFE_INTEGER),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(numbers, { minLength: 1, maxLength: 30 }), async (given) => {
        await temporary.store.command('TRUNCATE TABLE jobs SYNC');
        // One month, so that no batch meets the limit of partitions.
        const rows = given.map((row, i) =>
          rowOf('jobs', { ...row, id: String(i), at: Date.UTC(2026, 0, 1) + (row.at % 2_000_000_000) })
        );
        await temporary.store.insert('jobs', renderRows('jobs', rows), { dedupToken: JSON.stringify(given) });
        const found = await temporary.store.query(`SELECT ${selectList('jobs')} FROM jobs ORDER BY toUInt32(id)`);
        expect(found).toEqual(rows);
      }),
      { numRuns: 15 }
    );
  });

  it('nanoseconds since 1970, whole', async () => {
    const start_ns = 1_800_000_000_123_456_789n;
    const row = rowOf('spans', { start_ns, time: 1_800_000_000_123, span_id: 's' });
    await temporary.store.insert('spans', renderRows('spans', [row]), { dedupToken: 'ns' });
    expect(await temporary.store.query('SELECT toString(start_ns) AS start_ns FROM spans')).toEqual([
      { start_ns: String(start_ns) },
    ]);
  });

  it('parameters of queries: any text, number, list and null', async () => {
    const sql =
      'SELECT {s:String} AS s, {n:Int64} AS n, {f:Float64} AS f, {a:Array(String)} AS a, {o:Nullable(String)} AS o';
    await fc.assert(
      fc.asyncProperty(
        fc.record({ s: text, n: safe, f: double, a: fc.array(text, { maxLength: 5 }), o: fc.option(text) }),
        async (params) => {
          expect(await temporary.store.query(sql, { params })).toEqual([params]);
        }
      ),
      { numRuns: 60 }
    );
  });

  it('times of any year the store can hold', async () => {
    const params = {
      list: [
        timeText(Date.UTC(1900, 0, 1)),
        timeText(-1),
        timeText(0),
        timeText(999_999_999_999),
        timeText(1e12),
        timeText(Date.UTC(2299, 0, 1)),
      ],
    };
    const [row] = await temporary.store.query<{ ms: number[] }>(
      "SELECT arrayMap(t -> toUnixTimestamp64Milli(parseDateTime64BestEffort(t, 3, 'UTC')), {list:Array(String)}) AS ms",
      { params }
    );
    expect(row?.ms).toEqual([Date.UTC(1900, 0, 1), -1, 0, 999_999_999_999, 1e12, Date.UTC(2299, 0, 1)]);
  });
});

describe('store: values a column cannot hold as they are', () => {
  const good = rowOf('jobs', { id: 'j', at: 1_800_000_000_000 });
  it.each([
    ['attempt', -1],
    ['attempt', 70_000],
    ['attempt', 1.5],
    ['tokens_total', 2 ** 53],
    ['duration_s', NaN],
    ['duration_s', Infinity],
    ['at', 1.5],
    ['at', Date.UTC(1800, 0, 1)],
    ['at', Date.UTC(2300, 0, 1)],
    ['at', null],
    ['id', null],
    ['id', undefined],
    ['status', 7],
  ])('%s = %s is refused and named', (column, value) => {
    const bad = { ...good, [column]: value };
    expect(() => renderLine('jobs', bad)).toThrow(UnfitValue);
    expect(() => renderLine('jobs', bad)).toThrow(`${column}:`);
  });
});

describe('store: the partition of a row', () => {
  it.each([
    ['day', 'toYYYYMMDD'],
    ['week', 'toMonday'],
    ['month', 'toYYYYMM'],
  ] as const)('by %s changes exactly where the engine changes it', async (by, fn) => {
    const times = Array.from({ length: 200 }, (_, i) => Date.UTC(2026, 0, 1) + i * 13 * 3_600_000);
    const [row] = await temporary.store.query<{ keys: string[] }>(
      `SELECT arrayMap(ms -> toString(${fn}(fromUnixTimestamp64Milli(ms, 'UTC'))), {times:Array(Int64)}) AS keys`,
      { params: { times } }
    );
    const pairs = new Set(times.map((ms, i) => `${row?.keys[i]}=${partitionKey(ms, by)}`));
    expect(pairs.size).toBe(new Set(row?.keys).size);
    expect(pairs.size).toBe(new Set(times.map((ms) => partitionKey(ms, by))).size);
  });
});
