import { parse, StreamEvent } from '@eljefe/contract';
import { concatMap, defer, from, map, type Observable, of, throwError, timeout } from 'rxjs';

import { unreadable } from '../core/problem/explainFailure';
import { SseParser } from '../core/stream/sseParser';
import { RequestFailure, type Transport } from './transport';

/** Silence after which a stream counts as lost; the service sends at least a comment more often. */
export const SILENCE_MS = 60_000;

const readEvent = (data: string): StreamEvent => {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw new RequestFailure(unreadable('analytics', data));
  }
  const parsed = parse(StreamEvent, value);
  if (!parsed.ok) {
    throw new RequestFailure(unreadable('analytics', value));
  }
  return parsed.value;
};

/** The stream said something, but no news of the state: it works. */
export const ALIVE = 'alive';
export type StreamSign = StreamEvent | typeof ALIVE;

const STATE_EVENTS: ReadonlySet<string> = new Set(['snapshot', 'delta']);

/**
 * The service's stream of live state, from one connection; it ends or fails when the connection does.
 * @param lastEventId sequence to resume after; empty for a snapshot first
 */
export const stateStream = (transport: Transport, lastEventId: string): Observable<StreamSign> =>
  defer(() => {
    const parser = new SseParser();
    const headers = { Accept: 'text/event-stream', ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}) };
    return transport.bytes('analytics', 'read/stream', headers).pipe(
      timeout({
        each: SILENCE_MS,
        with: () => throwError(() => new RequestFailure(silent)),
      }),
      concatMap((bytes) => {
        const told = parser.push(bytes).filter(({ event }) => STATE_EVENTS.has(event));
        return told.length === 0
          ? of<StreamSign>(ALIVE)
          : from(told).pipe(map(({ data }): StreamSign => readEvent(data)));
      })
    );
  });

const silent = {
  kind: 'unreachable',
  status: 0,
  text: 'The live stream fell silent.',
  remedy: 'It is opened again by itself.',
} as const;
