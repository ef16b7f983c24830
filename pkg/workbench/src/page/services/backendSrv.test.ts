import { firstValueFrom, toArray, type Observable } from 'rxjs';
import { expect, test, vi } from 'vitest';
import { createBackendSrv } from './backendSrv';

function serverWith(answer: (request: Request) => Response | Promise<Response>) {
  const seen: Request[] = [];
  const notify = vi.fn();
  const service = createBackendSrv({
    notify,
    fetch: async (url, init) => {
      const request = new Request(new URL(String(url), 'http://page.example'), { ...init, mode: undefined });
      seen.push(request);
      return answer(request);
    },
  });
  return { service, seen, notify };
}

function failureOf(observable: Observable<unknown>): Promise<unknown> {
  return new Promise((resolve) => observable.subscribe({ error: resolve }));
}

test('D1: fetch answers with data and status, params as query, body as JSON', async () => {
  const { service, seen } = serverWith(() => Response.json({ ok: 1 }));
  const request = { url: '/api/x', method: 'POST', params: { a: [1, 2], b: 'c d', none: undefined }, data: { q: 1 } };
  const answer = await firstValueFrom(service.fetch(request));
  expect(answer).toMatchObject({ data: { ok: 1 }, status: 200, ok: true, config: request });
  expect(seen[0]?.url).toBe('http://page.example/api/x?a=1&a=2&b=c+d');
  expect(seen[0]?.headers.get('content-type')).toBe('application/json');
  expect(await seen[0]?.json()).toEqual({ q: 1 });
});

test.each([
  ['a text', 'plain', 'plain'],
  ['nothing', '', {}],
  ['JSON', '[1]', [1]],
])('D1: an answer that is %s', async (_what, body, expected) => {
  const { service } = serverWith(() => new Response(body));
  expect(await service.get('/api/x')).toEqual(expected);
});

test('D1: an answer that is not ok is thrown with status, data and config', async () => {
  const { service } = serverWith(() => Response.json({ message: 'no' }, { status: 403, statusText: 'Forbidden' }));
  const failure = await failureOf(service.fetch({ url: '/api/x' }));
  const config = { url: '/api/x' };
  expect(failure).toMatchObject({ status: 403, statusText: 'Forbidden', data: { message: 'no' }, config });
});

test('D1: a failure is told to the user, unless the request asks for silence or is a query', async () => {
  const { service, notify } = serverWith(() => new Response('bad', { status: 500 }));
  await failureOf(service.fetch({ url: '/api/x', method: 'POST' }));
  await failureOf(service.fetch({ url: '/api/x', showErrorAlert: false }));
  await failureOf(service.fetch({ url: '/api/datasources/proxy/uid/a/read' }));
  expect(notify.mock.calls).toEqual([['error', 'bad']]);
});

test('D1: a network that fails has no status', async () => {
  const { service } = serverWith(() => Promise.reject(new Error('offline')));
  expect(await failureOf(service.fetch({ url: '/api/x' }))).toMatchObject({ status: -1, data: { message: 'offline' } });
});

test('D1: unsubscribing aborts the request', async () => {
  const { service, seen } = serverWith(() => new Promise<Response>(() => undefined));
  const subscription = service.fetch({ url: '/api/x' }).subscribe();
  subscription.unsubscribe();
  expect(seen[0]?.signal.aborted).toBe(true);
});

test('D1: chunked hands on each piece of a stream and aborts on unsubscribe', async () => {
  const pieces = [new Uint8Array([1]), new Uint8Array([2, 3])];
  const { service } = serverWith(() => new Response(new Blob(pieces).stream()));
  const answers = await firstValueFrom(service.chunked({ url: '/api/stream' }).pipe(toArray()));
  expect(answers.flatMap((answer) => [...(answer.data ?? [])])).toEqual([1, 2, 3]);

  const endless = serverWith(
    () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(pieces[0]) }))
  );
  const first = await new Promise<Uint8Array | undefined>((resolve) => {
    const subscription = endless.service.chunked({ url: '/api/stream' }).subscribe((answer) => {
      resolve(answer.data);
      subscription.unsubscribe();
    });
  });
  expect(first).toEqual(pieces[0]);
  expect(endless.seen[0]?.signal.aborted).toBe(true);
});
