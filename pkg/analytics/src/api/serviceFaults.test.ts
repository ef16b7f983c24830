import { describe, expect, test } from 'vitest';

import { QueryLimit, StoreBusy } from '../store/errors';
import { ProblemError } from './ProblemError';
import { expectProblem } from './problem.fixtures';
import { testApi } from './testApi.fixtures';

describe('faults of the service are told without telling its inside', () => {
  const failing = async (error: Error) => {
    const api = testApi({ parts: (p) => (p.queries.jobs = () => Promise.reject(error)) });
    const answer = await api.app.inject('/api/v1/jobs');
    await api.app.close();
    return answer;
  };
  test('a full store is a 503 with Retry-After', async () => {
    const answer = await failing(new StoreBusy('1000 writes wait', 2_500));
    expectProblem(answer, 503);
    expect(answer.headers['retry-after']).toBe('3');
  });
  test('a query over its limit is a 422 with the remedy', async () => {
    expect(expectProblem(await failing(new QueryLimit('rows', 'Read more than 200000000 rows')), 422).detail).toContain(
      'shorter time range'
    );
  });
  test('a problem another part throws is sent as it is', async () => {
    expect(expectProblem(await failing(new ProblemError('ambiguous', 'two of them')), 409).detail).toBe('two of them');
  });
  test('anything else is a 500 without its message', async () => {
    expect(expectProblem(await failing(new Error('password is hunter2')), 500).detail).not.toContain('hunter2');
  });
  test('a query that does not end in time is a 504', async () => {
    const api = testApi({
      config: (c) => (c.limits.queryMaxSeconds = 0.1),
      parts: (p) => (p.queries.answer = () => new Promise(() => undefined)),
    });
    const payload = { from: 1, to: 2, queries: [{ refId: 'A', kind: 'state' }] };
    expectProblem(await api.app.inject({ method: 'POST', url: '/api/v1/query', payload }), 504);
    await api.app.close();
  });
  test('requests over limits.concurrentRequests are asked to come back', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const api = testApi({
      config: (c) => (c.limits.concurrentRequests = 1),
      parts: (p) => (p.queries.catalog = () => gate.then(() => ({ measures: [] }))),
    });
    const first = (async () => api.app.inject('/api/v1/catalog'))();
    await expect.poll(async () => (await api.app.inject('/api/v1/state')).statusCode).toBe(503);
    expect((await api.app.inject('/healthz')).statusCode).toBe(200);
    release();
    expect((await first).statusCode).toBe(200);
    expect((await api.app.inject('/api/v1/state')).statusCode).toBe(200);
    await api.app.close();
  });
});
