import fc from 'fast-check';

import { SseParser, type SseMessage } from './sseParser';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const readAll = (pieces: Uint8Array[]): SseMessage[] => {
  const parser = new SseParser();
  return pieces.flatMap((piece) => parser.push(piece));
};

const cut = (bytes: Uint8Array, at: number[]): Uint8Array[] => {
  const edges = [0, ...at.map((edge) => edge % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((end, index) => bytes.slice(edges[index], end));
};

describe('V1: server-sent events from bytes', () => {
  it('gives event, data and id of a complete event', () => {
    expect(readAll([encode('event: delta\nid: 7\ndata: {"a":1}\n\n')])).toEqual([
      { event: 'delta', id: '7', data: '{"a":1}' },
    ]);
  });

  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('reads lines that end with %s', (_, end) => {
    const text = ['data: one', 'data: two', '', 'data: three', '', ''].join(end);
    // A last CR may be half of a CR LF: it is decided by what follows.
    expect(readAll([encode(`${text}:`)]).map(({ data }) => data)).toEqual(['one\ntwo', 'three']);
  });

  it('skips comments and unknown fields, and keeps the last id for events without one', () => {
    const text = ': alive\n\nid: 3\ndata: a\n\nretry: 10\nfoo: bar\ndata: b\n\n';
    expect(readAll([encode(text)])).toEqual([
      { event: 'message', id: '3', data: 'a' },
      { event: 'message', id: '3', data: 'b' },
    ]);
  });

  it('never gives an event that was not closed', () => {
    expect(readAll([encode('data: half')])).toEqual([]);
  });

  it('leaves a byte order mark at the start aside', () => {
    expect(readAll([encode('\uFEFFdata: a\n\n')]).map(({ data }) => data)).toEqual(['a']);
  });

  it('gives the same events for every way of cutting the bytes, inside characters too', () => {
    const line = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replace(/[\r\n\0]/g, ''));
    fc.assert(
      fc.property(
        fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
        fc.array(fc.nat(), { maxLength: 10 }),
        fc.constantFrom('\n', '\r\n'),
        (events, at, end) => {
          const text = events.map((lines) => [...lines.map((one) => `data: ${one}`), '', ''].join(end)).join('');
          const whole = encode(text);
          const expected = events.map((lines) => new TextDecoder().decode(encode(lines.join('\n'))));
          expect(readAll(cut(whole, at)).map(({ data }) => data)).toEqual(expected);
        }
      )
    );
  });
});
