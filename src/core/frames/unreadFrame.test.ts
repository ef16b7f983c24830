import { unreadFrame } from './unreadFrame';

describe('V1: a measure that cannot be read', () => {
  it('is one absent value that says so and is neither good nor bad, never 0', () => {
    const { length, fields } = unreadFrame('A', null);
    expect(length).toBe(1);
    expect(fields).toMatchObject([
      { values: [null], config: { noValue: 'Unreadable', color: { mode: 'fixed', fixedColor: 'text' } } },
    ]);
  });

  it('has an instant where a graph is asked for', () => {
    expect(unreadFrame('A', 1_000).fields.map(({ values }) => values)).toEqual([[1_000], [null]]);
  });
});
