import { unreadFrame } from './unreadFrame';

describe('V1: a measure that cannot be read', () => {
  it('is one absent value that says so, never 0', () => {
    const { length, fields } = unreadFrame('A', 1_000);
    expect(length).toBe(1);
    expect(fields.map(({ values }) => values)).toEqual([[1_000], [null]]);
    expect(fields.at(-1)?.config.noValue).toBe('Cannot be read');
  });
});
