import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemDeps, until } from '../testing';
import { Supervisor } from './supervisor';

const MAX_BODY_BYTES = 8 * 1024 * 1024;
let directory: string;
let supervisor: Supervisor;
let client: ClickHouseClient;
let port: number;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'eljefe-protocol-'));
  const times = { startTimeoutMs: 60_000, lockWaitMs: 1000, drainMs: 2000 };
  const sizes = { memoryBytes: 1e9, rssLimitBytes: 4e9, maxBodyBytes: MAX_BODY_BYTES };
  const check = { everyMs: 1000, deadlineMs: 10_000, misses: 3 };
  supervisor = new Supervisor(
    { dataDirectory: join(directory, 'data'), database: 'app', port: 0, ...times, ...sizes, check },
    systemDeps()
  );
  await supervisor.start();
  const address = supervisor.address();
  port = 'port' in address ? address.port : 0;
  client = createClient({
    url: `http://127.0.0.1:${port}`,
    username: 'default',
    password: supervisor.password,
    database: 'app',
    log: { level: ClickHouseLogLevel.OFF },
  });
  await client.command({
    query: "CREATE TABLE t (n UInt32, s String, at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY n",
  });
});

afterAll(async () => {
  await client.close();
  await supervisor.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function rows<T>(query: string, more: { query_params?: Record<string, unknown> } = {}): Promise<T[]> {
  const result = await client.query({ query, format: 'JSONEachRow', ...more });
  return result.json<T>();
}

interface Answer {
  status: number | undefined;
  code: string | undefined;
  text: string;
}

function post(options: { headers?: Record<string, string>; body?: Buffer | string; path?: string }): Promise<Answer> {
  const auth = `default:${supervisor.password}`;
  return new Promise((resolve, reject) => {
    const path = options.path ?? '/?default_format=TabSeparated';
    const asked = request(
      { host: '127.0.0.1', port, path, method: 'POST', auth, headers: options.headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (text += piece));
        response.on('end', () => {
          const code = response.headers['x-clickhouse-exception-code'];
          resolve({ status: response.statusCode, code: typeof code === 'string' ? code : undefined, text });
        });
      }
    );
    asked.on('error', reject);
    asked.end(options.body);
  });
}

describe('embedded store: what the ClickHouse client relies on', () => {
  it('answers a ping', async () => {
    expect(await client.ping()).toMatchObject({ success: true });
  });

  it('answers a ping that asks the engine', async () => {
    expect(await client.ping({ select: true })).toMatchObject({ success: true });
  });

  it('runs DDL', async () => {
    await client.command({ query: 'CREATE TABLE ddl (a UInt8) ENGINE = Memory' });
    await client.command({ query: 'DROP TABLE ddl SYNC' });
    await expect(rows('SELECT * FROM ddl')).rejects.toMatchObject({ code: '60' });
  });

  it('inserts arrays', async () => {
    await client.insert({
      table: 't',
      values: [{ n: 1, s: 'one', at: '2026-01-01 00:00:00.123' }],
      format: 'JSONEachRow',
    });
    expect(await rows('SELECT n, s, toString(at) AS at FROM t WHERE n = 1')).toEqual([
      { n: 1, s: 'one', at: '2026-01-01 00:00:00.123' },
    ]);
  });

  it('inserts a stream of text', async () => {
    const lines = Array.from({ length: 1000 }, (_, i) => `${1000 + i}\tline ${i}\t2026-01-01 00:00:00.000\n`);
    await client.insert({ table: 't', values: Readable.from(lines, { objectMode: false }), format: 'TabSeparated' });
    expect(await rows('SELECT count() AS c FROM t WHERE n >= 1000')).toEqual([{ c: 1000 }]);
  });

  it('keeps the milliseconds of a Date parameter', async () => {
    const query = "SELECT toUnixTimestamp64Milli({at:DateTime64(3, 'UTC')}) AS ms";
    const [row] = await rows<{ ms: string }>(query, { query_params: { at: new Date(1_700_000_000_123) } });
    expect(Number(row?.ms)).toBe(1_700_000_000_123);
  });

  it('takes Array parameters', async () => {
    const list = ['a', "b'c", 'd\\e', 'f\tg'];
    expect(await rows('SELECT {list:Array(String)} AS list', { query_params: { list } })).toEqual([{ list }]);
  });

  it('takes Nullable parameters', async () => {
    expect(await rows('SELECT {x:Nullable(String)} AS x', { query_params: { x: null } })).toEqual([{ x: null }]);
  });

  it('answers in JSON with its meta data', async () => {
    const result = await client.query({ query: 'SELECT 1 AS one', format: 'JSON' });
    expect(await result.json()).toMatchObject({ meta: [{ name: 'one', type: 'UInt8' }], data: [{ one: 1 }], rows: 1 });
  });

  it('answers in JSONEachRow', async () => {
    expect(await rows('SELECT number::UInt8 AS n FROM numbers(3)')).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
  });

  it('streams 100,000 rows whole', async () => {
    const result = await client.query({ query: 'SELECT number FROM numbers(100000)', format: 'JSONEachRow' });
    let count = 0;
    for await (const piece of result.stream()) {
      count += piece.length;
    }
    expect(count).toBe(100_000);
  });

  it('takes asynchronous inserts', async () => {
    const clickhouse_settings = { async_insert: 1, wait_for_async_insert: 1 } as const;
    const values = [{ n: 2, s: 'two', at: '2026-01-01 00:00:00' }];
    await client.insert({ table: 't', values, format: 'JSONEachRow', clickhouse_settings });
    expect(await rows('SELECT s FROM t WHERE n = 2')).toEqual([{ s: 'two' }]);
  });

  it('applies settings to one query and leaks none into the next', async () => {
    const query = "SELECT getSetting('max_block_size') AS v";
    const set = await client.query({ query, format: 'JSONEachRow', clickhouse_settings: { max_block_size: '77' } });
    expect(await set.json()).toEqual([{ v: 77 }]);
    expect(await rows(query)).not.toEqual([{ v: 77 }]);
  });

  it('executes a raw statement and gives the raw answer', async () => {
    const { stream } = await client.exec({ query: 'SELECT 42 FORMAT TabSeparated' });
    expect((await stream.toArray()).join('')).toBe('42\n');
  });

  it('runs 20 queries at a time, each with its own parameters', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, x) =>
        rows('SELECT {x:UInt32} AS x, sum(number) AS s FROM numbers(100000)', { query_params: { x } })
      )
    );
    expect(all.map(([row]) => row)).toEqual(Array.from({ length: 20 }, (_, x) => ({ x, s: 4_999_950_000 })));
  });

  it.each([
    ['60', 'SELECT * FROM nonesuch'],
    ['62', 'SELEKT 1'],
    ['47', 'SELECT nonesuch FROM t'],
  ])('tells error %s', async (code, query) => {
    await expect(rows(query)).rejects.toMatchObject({ code });
  });

  it('tells error 27 for a row that cannot be read', async () => {
    const values = Readable.from(['x\ty\n'], { objectMode: false });
    await expect(client.insert({ table: 't', values, format: 'TabSeparated' })).rejects.toMatchObject({ code: '27' });
  });

  it('ends a query whose client has left', async () => {
    const mark = `left_${randomUUID().replaceAll('-', '')}`;
    const leaving = new AbortController();
    const query = `SELECT count() AS ${mark} FROM numbers(100000000000) WHERE NOT ignore(sipHash64(number))`;
    const asked = client
      .query({ query, format: 'JSONEachRow', abort_signal: leaving.signal })
      .catch((error: unknown) => error);
    const running = () =>
      rows<{ c: number }>(
        `SELECT count() AS c FROM system.processes WHERE query LIKE '%${mark}%' AND query NOT LIKE '%processes%'`
      );
    await until(running, ([row]) => row?.c === 1);
    leaving.abort();
    await asked;
    await until(running, ([row]) => row?.c === 0, 5000);
  });
});

describe('embedded store: who is let in, and with what', () => {
  it('refuses a wrong password with 516', async () => {
    const headers = { authorization: `Basic ${Buffer.from('default:wrong').toString('base64')}` };
    expect(await post({ headers, body: 'SELECT 1' })).toMatchObject({ status: 403, code: '516' });
  });

  it('refuses a foreign Host header', async () => {
    expect(await post({ headers: { host: 'evil.example' }, body: 'SELECT 1' })).toMatchObject({
      status: 403,
      code: '516',
    });
  });

  it('reads a gzipped body', async () => {
    const answer = await post({ headers: { 'content-encoding': 'gzip' }, body: gzipSync('SELECT 7') });
    expect(answer).toEqual({ status: 200, code: undefined, text: '7\n' });
  });

  it('refuses a body over the cap, also when it only unpacks to that', async () => {
    const bomb = gzipSync(`SELECT 1 ${' '.repeat(MAX_BODY_BYTES)}`);
    expect(await post({ headers: { 'content-encoding': 'gzip' }, body: bomb })).toMatchObject({ status: 413 });
  });

  it('refuses a body that says gzip and is not', async () => {
    expect(await post({ headers: { 'content-encoding': 'gzip' }, body: 'SELECT 1' })).toMatchObject({ status: 400 });
  });

  it('uses one data directory only this user can enter', () => {
    expect(statSync(join(directory, 'data')).mode & 0o077).toBe(0);
  });
});
