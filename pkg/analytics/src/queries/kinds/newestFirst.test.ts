import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { renderRows } from '../../store/rowText';
import { openTemporaryStore, rowOf, type TemporaryStore } from '../../store/testing';
import { type Sql } from '../where';
import { findEvents } from './events';
import { readNewest, type NewestAsk } from './newestFirst';
import { listTraces, type TracesAsk } from './traces';

const NOW = 1_760_000_000_000;
const MINUTE_MS = 60_000;

let temporary: TemporaryStore;
let asked: Sql[] = [];
const read = <T>(sql: Sql): Promise<T[]> => {
  asked.push(sql);
  return temporary.store.query<T>(sql.text, { params: sql.params });
};

beforeAll(async () => {
  temporary = await openTemporaryStore({ retentionDays: { jobs: null, facts: null, spans: null } });
});
afterAll(() => temporary.dispose());

interface Written {
  id: string;
  at: number;
  status: string;
  version: number;
  deleted?: boolean;
}

const writeJobs = (written: readonly Written[]): Promise<void> => {
  const rows = written.map(({ id, at, status, version, deleted }) =>
    rowOf('jobs', {
      id,
      at,
      status,
      version,
      is_deleted: deleted ? 1 : 0,
      source: 'main',
      first_seen: at,
      last_news: at,
    })
  );
  return temporary.store.insert('jobs', renderRows('jobs', rows), {
    dedupToken: `jobs-${written[0]?.id}-${written[0]?.version}-${rows.length}`,
  });
};

describe('lists: the newest of a table whose rows are written again and again', () => {
  const failed = { text: `status = 'failed'`, params: {} };
  const all = { text: '1', params: {} };
  const ask = (where: Sql, limit: number): NewestAsk => ({
    table: 'jobs',
    columns: 'id, status',
    where,
    limit,
    selective: where !== all,
  });
  const wholeTable = (where: Sql, limit: number) =>
    temporary.store.query(
      `SELECT id, status FROM jobs FINAL WHERE ${where.text} ORDER BY at DESC, source DESC, id DESC LIMIT ${limit}`
    );

  beforeAll(async () => {
    const at = (number: number): number => NOW - number * MINUTE_MS;
    const numbers = Array.from({ length: 400 }, (_, number) => number);
    await writeJobs(numbers.map((number) => ({ id: `job-${number}`, at: at(number), status: 'failed', version: 1 })));
    // Every second job did not fail after all; every seventh ended later than it began: a tombstone and a row elsewhere.
    await writeJobs(
      numbers
        .filter((number) => number % 2 === 0)
        .map((number) => ({ id: `job-${number}`, at: at(number), status: 'completed', version: 2 }))
    );
    await writeJobs(
      numbers
        .filter((number) => number % 7 === 0)
        .flatMap((number) => [
          { id: `job-${number}`, at: at(number), status: 'completed', version: 3, deleted: true },
          { id: `job-${number}`, at: at(number) + 90 * MINUTE_MS, status: 'failed', version: 3 },
        ])
    );
    // The newest hour holds only tombstones: nothing of it may be listed.
    await writeJobs(
      Array.from({ length: 60 }, (_, number) => ({
        id: `gone-${number}`,
        at: NOW + 1 + number,
        status: 'running',
        version: 2,
        deleted: true,
      }))
    );
  });

  test.each([1, 5, 50, 390, 1_000])('the newest %i are those a read of the whole merged table gives', async (limit) => {
    expect(await readNewest(read, ask(all, limit))).toEqual(await wholeTable(all, limit));
    expect(await readNewest(read, ask(failed, limit))).toEqual(await wholeTable(failed, limit));
  });

  test('a former version that passed a filter does not list a row that no longer does', async () => {
    const rows = await readNewest<{ status: string }>(read, ask(failed, 200));
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['failed']));
  });

  test('few of many are found by one read that goes no further back than they reach', async () => {
    asked = [];
    await readNewest(read, ask(failed, 50));
    expect(asked).toHaveLength(1);
  });
});

describe('events: each once, however often its fact was stored', () => {
  test('copies neither repeat an event nor push another one out of the limit', async () => {
    const fact = (number: number, received: number) =>
      rowOf('facts', {
        id: `fact-${number}`,
        time: NOW - number,
        received,
        source: 'main',
        kind: 'event',
        attributes: JSON.stringify({
          id: `fact-${number}`,
          time: NOW - number,
          severity: 'info',
          kind: 'job',
          source: 'main',
          title: `Event ${number}`,
          text: '',
          subject_kind: 'job',
          subject: 'job-1',
          needs_human: false,
        }),
      });
    for (const copy of [1, 2, 3, 4]) {
      const rows = Array.from({ length: 20 }, (_, number) => fact(number, NOW + copy));
      await temporary.store.insert('facts', renderRows('facts', rows), { dedupToken: `facts-${copy}` });
    }
    const window = { from: NOW - MINUTE_MS, to: NOW + 1 };
    const events = await findEvents(read, { window, filters: [], search: null, limit: 12, oldestFirst: false });
    expect(events.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, number) => `fact-${number}`));
    const first = await findEvents(read, { window, filters: [], search: null, limit: 2, oldestFirst: true });
    expect(first.map(({ id }) => id)).toEqual(['fact-19', 'fact-18']);
  });
});

describe('T1: traces as a list, one row each', () => {
  const span = (trace: number, number: number, given: Parameters<typeof rowOf<'spans'>>[1] = {}) =>
    rowOf('spans', {
      time: NOW - trace * MINUTE_MS + number * 1_000,
      start_ns: BigInt(NOW - trace * MINUTE_MS + number * 1_000) * 1_000_000n,
      duration_ns: 2_000_000_000,
      trace_id: `trace-${String(trace).padStart(3, '0')}`,
      span_id: `${trace}-${number}`,
      parent_span_id: number === 0 ? '' : `${trace}-0`,
      name: number === 0 ? 'invoke_agent writer' : 'chat gpt-5',
      kind: 'client',
      status: 'ok',
      source: 'otlp',
      service: 'writers',
      agent: 'writer',
      model: number === 0 ? '' : 'gpt-5',
      received: NOW,
      ...given,
    });
  const ask = (given: Partial<TracesAsk> = {}): TracesAsk => ({
    window: { from: NOW - 86_400_000, to: NOW + MINUTE_MS },
    filters: [],
    search: null,
    limit: 3,
    ...given,
  });

  beforeAll(async () => {
    const rows = Array.from({ length: 10 }, (_, trace) => [
      span(trace, 0),
      span(trace, 1, { input_tokens: 100, output_tokens: 20, cost_usd: 0.5 }),
      span(trace, 2, trace === 4 ? { status: 'error' } : {}),
    ]).flat();
    await temporary.store.insert('spans', renderRows('spans', rows), { dedupToken: 'spans-1' });
    // Sent again: nothing is counted twice. A log record beside a span is no span.
    const again = [
      span(0, 1, { input_tokens: 100, output_tokens: 20, cost_usd: 0.5, received: NOW + 1 }),
      span(0, 3, { kind: 'log', span_id: 'a-log', model: '' }),
    ];
    await temporary.store.insert('spans', renderRows('spans', again), { dedupToken: 'spans-2' });
  });

  test('newest first, with root, duration, spans, tokens and cost; spans sent twice count once', async () => {
    const [newest, ...others] = await listTraces(read, ask());
    expect(newest).toMatchObject({
      trace_id: 'trace-000',
      name: 'invoke_agent writer',
      service: 'writers',
      agents: ['writer'],
      models: ['gpt-5'],
      spans: 3,
      errors: 0,
      input_tokens: 100,
      output_tokens: 20,
      cost_usd: 0.5,
      duration_ms: 4_000,
      started: NOW,
    });
    expect(others.map(({ trace_id }) => trace_id)).toEqual(['trace-001', 'trace-002']);
  });

  test('a filter lists the traces that have such a span, whole', async () => {
    const found = await listTraces(read, ask({ filters: [{ key: 'status', op: '=', values: ['error'] }] }));
    expect(found).toMatchObject([{ trace_id: 'trace-004', spans: 3, errors: 1 }]);
  });

  test('a trace without token counts has none, not 0; outside the window there is none', async () => {
    await temporary.store.insert('spans', renderRows('spans', [span(-1, 0)]), { dedupToken: 'spans-3' });
    const [bare] = await listTraces(read, ask({ window: { from: NOW, to: NOW + 2 * MINUTE_MS }, limit: 1 }));
    expect(bare).toMatchObject({ input_tokens: null, output_tokens: null, cost_usd: null });
    expect(await listTraces(read, ask({ window: { from: 0, to: 1_000 } }))).toEqual([]);
  });

  test('a filter that spans lack is refused by name', async () => {
    await expect(listTraces(read, ask({ filters: [{ key: 'colour', op: '=', values: ['red'] }] }))).rejects.toThrow(
      /filters: found "colour"; filter traces by one of source/
    );
  });
});
