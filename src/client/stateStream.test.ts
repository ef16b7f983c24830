import { type State, type StreamEvent } from '@eljefe/contract';
import fc from 'fast-check';

import { applyStreamEvent } from '../core/state/applyStreamEvent';
import { delta, liveJob, liveState, sseText } from '../core/testing/liveState.fixtures';
import { ALIVE, SILENCE_MS, stateStream, type StreamSign } from './stateStream';
import { FakeBackend } from './testing/fakeBackend';
import { createTransport, failureOf } from './transport';

const open = (lastEventId = '') => {
  const backend = new FakeBackend();
  const signs: StreamSign[] = [];
  const errors: unknown[] = [];
  const subscription = stateStream(createTransport(backend, '/proxy'), lastEventId).subscribe({
    next: (sign) => signs.push(sign),
    error: (thrown: unknown) => errors.push(thrown),
  });
  const [stream] = backend.streams;
  if (!stream) {
    throw new Error('no stream was opened');
  }
  const events = (): StreamEvent[] => signs.flatMap((sign) => (sign === ALIVE ? [] : [sign]));
  return { stream, signs, events, errors, subscription };
};

const reason = (errors: unknown[]): string => failureOf('analytics', errors[0]).text;

describe('V1: the stream of live state', () => {
  it('opens the read route, and resumes after the last sequence', () => {
    expect(open().stream.request).toMatchObject({ method: 'GET', url: '/proxy/read/stream' });
    expect(open('41').stream.request.headers).toMatchObject({ 'Last-Event-ID': '41' });
  });

  it('gives snapshots and deltas, and passes over other events and comments', () => {
    const { stream, events } = open();
    stream.push(sseText({ type: 'snapshot', state: liveState() }));
    stream.push(': alive\n\nevent: alert\ndata: {"x":1}\n\n');
    stream.push(sseText(delta()));
    expect(events().map(({ type }) => type)).toEqual(['snapshot', 'delta']);
  });

  it('gives a sign of life for what is no news', () => {
    const { stream, signs } = open('41');
    stream.push('retry: 2000\n\n: resumed\n\n');
    expect(signs).toEqual([ALIVE]);
  });

  it('closes the connection when nobody listens', () => {
    const { stream, subscription } = open();
    subscription.unsubscribe();
    expect(stream.closed).toBe(true);
  });

  it.each([
    ['what is not JSON', 'event: delta\ndata: <html>\n\n', /not JSON/],
    ['JSON of another shape', 'event: delta\ndata: {"type":"delta"}\n\n', /another shape/],
  ])('fails with a reason on %s', (_, text, expected) => {
    const { stream, errors } = open();
    stream.push(text);
    expect(reason(errors)).toMatch(expected);
  });

  it('fails with a reason when the connection cannot be had', () => {
    const { stream, errors } = open();
    stream.fail(502);
    expect(reason(errors)).toMatch(/cannot reach the analytics service/);
  });

  it('counts as lost after a minute of silence, comments being no silence', () => {
    jest.useFakeTimers();
    const { stream, errors } = open();
    jest.advanceTimersByTime(SILENCE_MS - 1);
    stream.push(': alive\n\n');
    jest.advanceTimersByTime(SILENCE_MS - 1);
    expect(errors).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(reason(errors)).toMatch(/silent/);
    jest.useRealTimers();
  });

  it('gives the same state however the text of the stream is cut into pieces', () => {
    const changes = fc.array(
      fc.record({ job_id: fc.constantFrom('a', 'b', 'c'), task: fc.string({ unit: 'grapheme', maxLength: 8 }) }),
      { maxLength: 6 }
    );
    fc.assert(
      fc.property(changes, fc.array(fc.nat(), { maxLength: 12 }), (list, at) => {
        const told: StreamEvent[] = [
          { type: 'snapshot', state: liveState() },
          ...list.map((job, index) => delta({ sequence: 11 + index, agents: [liveJob(job)] })),
        ];
        const text = told.map(sseText).join('');
        const edges = [0, ...at.map((edge) => edge % text.length).sort((a, b) => a - b), text.length];
        const { stream, events } = open();
        edges.slice(1).forEach((end, index) => stream.push(text.slice(edges[index], end)));
        const fold = (all: StreamEvent[]) => all.reduce<State | null>(applyStreamEvent, null);
        expect(fold(events())).toEqual(fold(told));
      }),
      { numRuns: 50 }
    );
  });
});
