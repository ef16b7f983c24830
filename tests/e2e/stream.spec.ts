import { expect, test } from '@playwright/test';

import { apiAs, proxy, userOf } from './support/grafana';
import { ownDatasource } from './support/ownDatasource';

/** Grafana's proxy waits 30 s for the beginning of an answer; its body must be allowed to take longer. */
const LONGER_THAN_THE_PROXY_WAITS_MS = 40_000;
const FIRST_EVENT_MS = 3_000;
/** The service says something at least this often. */
const SILENCE_MS = 15_000;

const openStream = async (uid?: string) => {
  const { user, password } = await userOf('Viewer');
  const end = new AbortController();
  const answer = await fetch(`${process.env.GRAFANA_URL}${proxy('read/stream', uid)}`, {
    headers: {
      accept: 'text/event-stream',
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    },
    signal: end.signal,
  });
  return { answer, end };
};

test('D1: the live stream passes Grafana’s proxy for longer than 30 s, each event at once', async () => {
  const started = Date.now();
  const { answer, end } = await openStream();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const arrivals: number[] = [];
  const text: string[] = [];
  const decoder = new TextDecoder();
  const reader = answer.body?.getReader();
  while (reader !== undefined && Date.now() - started < LONGER_THAN_THE_PROXY_WAITS_MS) {
    const { value, done } = await reader.read();
    if (done) {
      break;
    }
    arrivals.push(Date.now() - started);
    text.push(decoder.decode(value, { stream: true }));
  }
  end.abort();
  expect(arrivals[0]).toBeLessThan(FIRST_EVENT_MS);
  expect(arrivals.at(-1)).toBeGreaterThan(LONGER_THAN_THE_PROXY_WAITS_MS - SILENCE_MS);
  const all = text.join('');
  expect(all).toContain('event: snapshot');
  expect(all.split('event: delta').length).toBeGreaterThan(5);
});

test('D1: leaving closes the stream on the other side', async () => {
  const api = await apiAs();
  const own = await ownDatasource(api);
  test.skip(own === null, 'Grafana cannot reach this computer, so nothing can be concluded here');
  try {
    const { answer, end } = await openStream(own?.uid);
    expect(answer.status).toBe(200);
    await expect.poll(() => own?.openStreams()).toBe(1);
    end.abort();
    await expect.poll(() => own?.openStreams()).toBe(0);
  } finally {
    await own?.remove();
    await api.dispose();
  }
});
