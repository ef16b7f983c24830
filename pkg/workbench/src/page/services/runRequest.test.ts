import type { CoreApp, DataQuery, DataQueryRequest, DataQueryResponse, DataSourceApi, PanelData } from '@grafana/data';
import { NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRunRequest } from './runRequest';

interface FakeSource {
  query: (request: DataQueryRequest) => Promise<DataQueryResponse> | Observable<DataQueryResponse>;
  filterQuery?: (query: DataQuery) => boolean;
  getDefaultQuery?: (app: CoreApp) => object;
}

const run = createRunRequest({
  toError: (error) => ({ message: error instanceof Error ? error.message : String(error) }),
  toApp: (name) => JSON.parse(JSON.stringify(name)),
  slowAfterMs: 200,
});

function start(source: FakeSource, targets: DataQuery[] = [{ refId: 'A', key: 'x' }]) {
  const request: DataQueryRequest = JSON.parse(JSON.stringify({ targets, range: {}, app: 'dashboard' }));
  const datasource: DataSourceApi = Object.assign(Object.create(null), source);
  const seen: PanelData[] = [];
  const subscription = run(datasource, request).subscribe((data) => seen.push(data));
  return { seen, subscription, states: () => seen.map(({ state }) => state) };
}

const frame = (name: string, dataTopic?: string) => ({ name, fields: [], length: 0, meta: { dataTopic } });

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('D1: hidden targets and those the source filters out are not asked; none left is an empty answer', () => {
  const query = vi.fn(() => of({ data: [] }));
  const source = { query, filterQuery: (target: DataQuery) => target.refId !== 'B' };
  const { seen } = start(source, [{ refId: 'A', hide: true }, { refId: 'B' }]);
  expect(query).not.toHaveBeenCalled();
  expect(seen).toMatchObject([{ state: 'Done', series: [] }]);
});

test('D1: a bare target takes the source’s default query', () => {
  const query = vi.fn((request: DataQueryRequest) => of({ data: [], key: request.targets[0]?.refId }));
  start({ query, getDefaultQuery: () => ({ kind: 'state' }) }, [{ refId: 'A' }]);
  expect(query.mock.calls[0]?.[0].targets).toEqual([{ refId: 'A', kind: 'state' }]);
});

test('D1: a slow answer shows as loading first, a quick one does not', () => {
  const answers = new Subject<DataQueryResponse>();
  const slow = start({ query: () => answers });
  vi.advanceTimersByTime(199);
  expect(slow.states()).toEqual([]);
  vi.advanceTimersByTime(1);
  answers.next({ data: [frame('a')] });
  expect(slow.states()).toEqual(['Loading', 'Done']);
  const quick = start({ query: () => of({ data: [] }) });
  vi.advanceTimersByTime(1_000);
  expect(quick.states()).toEqual(['Done']);
});

test('D1: packets of one key replace each other, others add up; a packet’s state counts; annotations stay apart', () => {
  const answers = new Subject<DataQueryResponse>();
  const { seen } = start({ query: () => answers });
  answers.next({ key: 'a', data: [frame('a1')] });
  answers.next({ key: 'b', data: [frame('b1'), frame('note', 'annotations')] });
  answers.next(JSON.parse(JSON.stringify({ key: 'a', data: [frame('a2')], state: 'Streaming' })));
  const last = seen.at(-1);
  expect(last?.state).toBe('Streaming');
  expect(last?.series.map(({ name }) => name)).toEqual(['a2', 'b1']);
  expect(last?.annotations?.map(({ name }) => name)).toEqual(['note']);
});

test('D1: errors inside an answer keep its frames', () => {
  const { seen } = start({ query: () => of({ data: [frame('a')], errors: [{ message: 'half failed', refId: 'B' }] }) });
  expect(seen).toMatchObject([{ state: 'Error', series: [{ name: 'a' }], errors: [{ message: 'half failed' }] }]);
});

test.each([
  [
    'thrown',
    () => {
      throw new Error('broken');
    },
  ],
  ['in the stream', () => throwError(() => new Error('broken'))],
])('D1: an error %s is data in state Error', (_where, query) => {
  expect(start({ query }).seen).toMatchObject([{ state: 'Error', error: { message: 'broken' } }]);
});

test('D1: a promise is as good as a stream', async () => {
  const { states } = start({ query: () => Promise.resolve({ data: [] }) });
  await vi.advanceTimersByTimeAsync(0);
  expect(states()).toEqual(['Done']);
});

test('D1: unsubscribing cancels the query and the notice of loading', () => {
  const cancelled = vi.fn();
  const { subscription, states } = start({ query: () => new Observable(() => cancelled) });
  subscription.unsubscribe();
  vi.advanceTimersByTime(1_000);
  expect(cancelled).toHaveBeenCalledTimes(1);
  expect(states()).toEqual([]);
  expect(start({ query: () => NEVER }).states()).toEqual([]);
});
