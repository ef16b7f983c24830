import { AT_MS, agentsFrame, job } from './agentGrid.fixtures';
import { agentLines, neighbour } from './agentLines';
import { type AgentRow, type Sort } from './agentGrid.types';
import { arrangeAgents, keysOf, type ArrangeInput } from './arrangeAgents';
import { readAgents } from './readAgents';
import { summarise } from './summarise';

type Change = Parameters<typeof job>[1];

const rowsOf = (jobs: Record<string, Change>): AgentRow[] => {
  const answer = readAgents({
    series: [agentsFrame({ jobs: Object.entries(jobs).map(([id, change]) => job(id, change)) })],
    receivedAtMs: AT_MS,
    nowMs: AT_MS,
    staleAfterSeconds: 0,
    silenceSeconds: 60,
  });
  return answer.kind === 'agents' ? answer.model.rows : [];
};

const arrange = (rows: AgentRow[], change: Partial<ArrangeInput> = {}) =>
  arrangeAgents({
    rows,
    filter: { text: '', conditions: [] },
    sort: { key: 'condition', descending: false },
    groupBy: 'none',
    toggled: {},
    ...change,
  });

const ids = (keys: string[]): string[] => keys.map((key) => key.split('\u0000')[1] ?? '');
const order = (rows: AgentRow[], change: Partial<ArrangeInput> = {}): string =>
  ids(keysOf(arrange(rows, change))).join(' ');

describe('V3: order of agents', () => {
  const everything = {
    done: { status: 'completed' },
    paused: { status: 'paused' },
    queued: { status: 'queued' },
    running: { status: 'running' },
    waiting: { status: 'waiting' },
    stuck: { status: 'running', stale: true },
    failed: { status: 'failed' },
  } as const;

  it('puts first what needs a person', () => {
    expect(order(rowsOf(everything))).toBe('failed stuck waiting running queued paused done');
  });

  it('is the same whatever order the data come in', () => {
    const backwards = Object.fromEntries(Object.entries(everything).reverse());
    expect(order(rowsOf(backwards))).toBe(order(rowsOf(everything)));
  });

  it.each<[Sort, string]>([
    [{ key: 'agent', descending: false }, 'b2 b10 c1'],
    [{ key: 'agent', descending: true }, 'c1 b10 b2'],
    [{ key: 'tokens', descending: false }, 'c1 b2 b10'],
    // absent values come last in both directions
    [{ key: 'tokens', descending: true }, 'b2 c1 b10'],
    [{ key: 'elapsed', descending: false }, 'b10 b2 c1'],
    [{ key: 'age', descending: false }, 'b10 c1 b2'],
  ])('sorts by %j: %s', (sort, expected) => {
    const rows = rowsOf({
      b10: { agent: 'b10', tokens_used: null, started_at: AT_MS - 90_000, age_seconds: 9 },
      b2: { agent: 'b2', tokens_used: 5, started_at: AT_MS - 60_000, age_seconds: 1 },
      c1: { agent: 'C1', tokens_used: 50, started_at: AT_MS - 30_000, age_seconds: 5 },
    });
    expect(order(rows, { sort })).toBe(expected);
  });
});

describe('V3: filters of agents', () => {
  const rows = rowsOf({
    a: { agent: 'Writer one', task: 'Quarterly report', status: 'failed', error_message: '429 Too Many Requests' },
    b: { agent: 'coder', task: 'Orders API', model: 'gpt-5-mini' },
  });

  it.each([
    ['writer', 'a'],
    ['QUARTERLY report', 'a'],
    ['report writer', 'a'],
    ['429', 'a'],
    ['gpt', 'b'],
    ['failed', 'a'],
    ['writer orders', ''],
    ['   ', 'a b'],
  ])('text %p finds %p', (text, expected) => {
    expect(order(rows, { filter: { text, conditions: [] } })).toBe(expected);
  });

  it('a chosen status leaves only that one', () => {
    expect(order(rows, { filter: { text: '', conditions: ['running'] } })).toBe('b');
  });
});

describe('V3: groups of agents', () => {
  const many = (count: number, change: Change) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${change?.agent_type}${index}`, change]));

  it('folds a healthy group to its count when there are many agents, and never one that needs a person', () => {
    const rows = rowsOf({
      ...many(20, { agent_type: 'writer' }),
      ...many(10, { agent_type: 'coder' }),
      x: { agent_type: 'coder', status: 'waiting' },
    });
    const { groups } = arrange(rows, { groupBy: 'type' });
    expect(groups.map(({ label, collapsed, keys }) => [label, collapsed, keys.length])).toEqual([
      ['coder', false, 11],
      ['writer', true, 20],
    ]);
  });

  it('leaves few agents open, a search opens all, and the reader’s own choice wins', () => {
    const few = rowsOf(many(3, { agent_type: 'writer' }));
    const lots = rowsOf(many(40, { agent_type: 'writer' }));
    const collapsed = (rows: AgentRow[], change: Partial<ArrangeInput> = {}) =>
      arrange(rows, { groupBy: 'type', ...change }).groups.map((group) => group.collapsed);
    expect(collapsed(few)).toEqual([false]);
    expect(collapsed(lots)).toEqual([true]);
    expect(collapsed(lots, { filter: { text: 'writer', conditions: [] } })).toEqual([false]);
    expect(collapsed(lots, { toggled: { writer: false } })).toEqual([false]);
    expect(collapsed(few, { toggled: { writer: true } })).toEqual([true]);
  });

  it('names the group of agents that belong to none', () => {
    const rows = rowsOf({ a: { session_id: null }, b: { session_id: 's1' } });
    expect(arrange(rows, { groupBy: 'session' }).groups.map(({ label }) => label)).toEqual(['No session', 's1']);
  });
});

describe('lines of the list', () => {
  const rows = rowsOf(Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id) => [id, {}])));
  const lines = agentLines({ arrangement: arrange(rows), perLine: 2, rowHeight: 100, groupHeight: 30 });
  const key = (id: string): string => `el-jefe\u0000${id}`;

  it('cuts five agents into lines of two', () => {
    expect(lines.map((line) => (line.kind === 'rows' ? ids(line.keys).join('') : line.id))).toEqual(['ab', 'cd', 'e']);
  });

  it.each([
    ['a', 'ArrowRight', 'b'],
    ['b', 'ArrowRight', 'c'],
    ['b', 'ArrowDown', 'd'],
    ['d', 'ArrowDown', 'e'],
    ['e', 'ArrowDown', 'e'],
    ['e', 'ArrowUp', 'c'],
    ['a', 'ArrowLeft', 'a'],
    ['c', 'Home', 'a'],
    ['a', 'End', 'e'],
    ['gone', 'ArrowDown', 'a'],
  ])('from %s, %s goes to %s', (from, move, to) => {
    expect(neighbour(lines, key(from), move)).toBe(key(to));
  });
});

describe('summary', () => {
  it('counts conditions, and dates the oldest failure and the oldest news of work that goes on', () => {
    const summary = summarise(
      rowsOf({
        a: { status: 'failed', completed_at: AT_MS - 60_000 },
        b: { status: 'failed', completed_at: AT_MS - 180_000 },
        c: { age_seconds: 3 },
        d: { age_seconds: 9 },
        e: { status: 'completed', age_seconds: 900 },
      })
    );
    expect(summary.counts).toMatchObject({ failed: 2, running: 2, done: 1, stuck: 0 });
    expect(summary.failingSinceMs).toBe(AT_MS - 180_000);
    expect([summary.newestNewsMs, summary.oldestNewsMs]).toEqual([AT_MS - 3_000, AT_MS - 9_000]);
  });
});
