import { type FeedEvent } from '@eljefe/contract';

import { announcement } from './announcement';
import { AT_MS, event, eventsFrame } from './eventFeed.fixtures';
import { type FeedItem } from './eventFeed.types';
import { filterEvents, NO_FILTER, type FeedFilter } from './filterEvents';
import { groupRepeats } from './groupRepeats';
import { readEvents } from './readEvents';

const items = (events: FeedEvent[]): FeedItem[] => {
  const answer = readEvents({ series: [eventsFrame(events)], receivedAtMs: AT_MS });
  return answer.kind === 'events' ? answer.model.items : [];
};
const ids = (list: readonly FeedItem[]): string => list.map(({ id }) => id).join(' ');

describe('V3: events from frames', () => {
  it('puts the newest first, of one instant the worse, and counts an id once', () => {
    const read = items([
      event('old', 90),
      event('new', 1),
      event('info', 5),
      event('bad', 5, { severity: 'critical' }),
      event('new', 1),
    ]);
    expect(ids(read)).toBe('new bad info old');
  });

  it('tells the age in the viewer’s clock and the time as reported', () => {
    const answer = readEvents({ series: [eventsFrame([event('a', 10)])], receivedAtMs: AT_MS + 7_200_000 });
    const [item] = answer.kind === 'events' ? answer.model.items : [];
    expect(item).toMatchObject({ timeMs: AT_MS - 10_000, heardMs: AT_MS + 7_190_000 });
  });

  it.each([
    ['error', 'critical'],
    ['WARN', 'warning'],
    ['critical', 'critical'],
    ['notice', 'info'],
  ])('reads the severity %s as %s', (word, expected) => {
    const frame = eventsFrame([event('a', 1)]);
    const fields = frame.fields.map((field) => (field.name === 'severity' ? { ...field, values: [word] } : field));
    const answer = readEvents({ series: [{ ...frame, fields }], receivedAtMs: AT_MS });
    expect(answer.kind === 'events' && answer.model.items[0]?.severity).toBe(expected);
  });

  it('names the fields that are missing', () => {
    const frame = eventsFrame([event('a', 1)]);
    const series = [{ ...frame, fields: frame.fields.filter(({ name }) => name === 'severity') }];
    expect(readEvents({ series, receivedAtMs: AT_MS })).toEqual({
      kind: 'missing-fields',
      missing: ['time', 'title'],
      found: ['severity'],
    });
    expect(readEvents({ series: [], receivedAtMs: AT_MS }).kind).toBe('no-frames');
  });
});

describe('V3, T8: filters of events', () => {
  const list = items([
    event('a', 1, { severity: 'critical', kind: 'alert', title: 'Orchestrator lab is down' }),
    event('b', 2, { kind: 'session', needs_human: true, text: 'Approve the draft' }),
    event('c', 3, { kind: 'audit', subject: 'ana' }),
  ]);
  it.each<[Partial<FeedFilter>, string]>([
    [{}, 'a b c'],
    [{ severities: ['critical'] }, 'a'],
    [{ kinds: ['audit', 'session'] }, 'b c'],
    [{ needsHuman: true }, 'b'],
    [{ text: 'LAB down' }, 'a'],
    [{ text: 'ana' }, 'c'],
    [{ severities: ['critical'], kinds: ['audit'] }, ''],
  ])('%j leaves %p', (filter, expected) => {
    expect(ids(filterEvents(list, { ...NO_FILTER, ...filter }))).toBe(expected);
  });
});

describe('V3: repeats', () => {
  const repeat = (id: string, ageSeconds: number, change: Partial<FeedEvent> = {}): FeedEvent =>
    event(id, ageSeconds, { title: 'Rate limited', ...change });
  const counts = (events: FeedEvent[], join = true): number[] =>
    groupRepeats(items(events), join).map(({ count }) => count);

  it.each([
    ['three of a kind', [repeat('a', 1), repeat('b', 60), repeat('c', 120)], [3]],
    ['with another between', [repeat('a', 1), event('x', 30), repeat('b', 60)], [2, 1]],
    ['exactly ten minutes apart', [repeat('a', 0), repeat('b', 600)], [2]],
    ['more than ten minutes apart', [repeat('a', 0), repeat('b', 601)], [1, 1]],
    ['a chain longer than ten minutes', [repeat('a', 0), repeat('b', 500), repeat('c', 1_000)], [3]],
    ['of another subject', [repeat('a', 1), repeat('b', 2, { subject: 'x' })], [1, 1]],
    ['of another severity', [repeat('a', 1), repeat('b', 2, { severity: 'warning' })], [1, 1]],
    [
      'one that waits for a person is never hidden in others',
      [repeat('a', 1), repeat('b', 2, { needs_human: true })],
      [1, 1],
    ],
  ])('%s', (_, events, expected) => {
    expect(counts(events)).toEqual(expected);
  });

  it('are told one by one when the option says so', () => {
    expect(counts([repeat('a', 1), repeat('b', 2)], false)).toEqual([1, 1]);
  });

  it('keep the newest’s place and the time of the first', () => {
    const [entry] = groupRepeats(items([repeat('a', 1), repeat('b', 60)]), true);
    expect(entry).toMatchObject({ key: 'a', firstMs: AT_MS - 60_000, ids: ['a', 'b'] });
  });
});

describe('announcement', () => {
  it('says the worst of several, and nothing of none', () => {
    const list = items([event('a', 1), event('b', 2, { severity: 'critical', title: 'lab is down' })]);
    expect(announcement(list)).toBe('2 new events. Critical: lab is down');
    expect(announcement(list.slice(0, 1))).toBe('Info: event a');
    expect(announcement([])).toBeNull();
  });
});
