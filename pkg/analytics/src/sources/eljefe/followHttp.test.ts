import { afterEach, describe, expect, test } from 'vitest';
import { createServer, type Server } from 'node:http';

import { ChannelHealth } from './channel';
import { followHttp } from './followHttp';
import { type Said } from './messages';
import { Waker } from './waker';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    })
  );
});

/** An orchestrator's state that answers with this text. */
const serve = async (text: string): Promise<string> => {
  const server = createServer((_, response) => response.end(text));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
};

interface Given {
  url: string;
  take?: (said: Said) => Promise<void>;
}

/** Follows until `end` is called from within; every event is noted. */
const follow = async ({ url, take = () => Promise.resolve() }: Given, readings: number) => {
  const controller = new AbortController();
  const events: string[] = [];
  const note = (event: string): void => {
    events.push(event);
    if (events.length >= readings) {
      controller.abort();
    }
  };
  await followHttp({
    http: { url, token: null, timeoutMs: 1_000, maxBytes: 1_000 },
    pollMs: 5,
    channel: new ChannelHealth('http', Date.now),
    waker: new Waker(controller.signal),
    signal: controller.signal,
    random: () => 0,
    now: Date.now,
    onClock: () => undefined,
    onRead: () => undefined,
    onHeard: () => note('heard'),
    onFailed: (error) => note(error instanceof Error ? error.message : String(error)),
    onNotStored: (error) => note(`not stored: ${String(error)}`),
    take,
  });
  return events;
};

describe('D1: the whole state by HTTP', () => {
  test('a store that takes nothing is no fault of the orchestrator: it was heard, and is read again', async () => {
    const url = await serve('{"agents":{},"workflows":{}}');
    const events = await follow({ url, take: () => Promise.reject(new Error('store is down')) }, 4);
    expect(events).toEqual(['heard', 'not stored: Error: store is down', 'heard', 'not stored: Error: store is down']);
  });
  test.each([
    ['a web page', '<html>', /answered no JSON .*is this an El Jefe orchestrator\?/],
    [
      'JSON of something else',
      '{"ok":true}',
      /send a type, or agents and workflows\. Is this an El Jefe orchestrator\?/,
    ],
    ['agents as a list', '{"agents":[],"workflows":{}}', /agents: found a list of 0; send an object keyed by job id/],
    ['more than the limit', `{"agents":{"a":"${'x'.repeat(2_000)}"}}`, /answer is larger than 1000 bytes/],
  ])('%s: told with the address and what to check', async (_, text, reason) => {
    const url = await serve(text);
    const [event] = await follow({ url }, 1);
    expect(event).toMatch(reason);
    expect(event).toContain(url);
  });
});
