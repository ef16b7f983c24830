import { type DataFrame, FieldType } from '@grafana/data';

import { changeField } from './changeField';

interface Total {
  change: number | null;
  former: number | null;
  unit: string;
  direction?: string;
}

const total = ({ change, former, unit, direction }: Total): DataFrame => ({
  refId: 'A',
  length: 1,
  fields: [
    { name: 'value', type: FieldType.number, values: [1], config: { unit } },
    { name: 'former', type: FieldType.number, values: [former], config: { unit } },
    { name: 'change', type: FieldType.number, values: [change], config: { unit } },
  ],
  meta: { custom: direction ? { direction } : {} },
});

const said = (given: Total) => {
  const field = changeField(total(given)).fields.find(({ name }) => name === 'change_text');
  return { text: field?.values[0], color: field?.config.color?.fixedColor };
};

describe('V4: a change in words', () => {
  it.each([
    [{ change: 0.021, former: 0.964, unit: 'percentunit' }, '▲ 2.1 pts'],
    [{ change: -1.8, former: 26, unit: 's' }, '▼ 1.8 s'],
    [{ change: 0.32, former: 12, unit: 'currencyUSD' }, '▲ $0.32'],
    [{ change: -50, former: 200, unit: 'short' }, '▼ 25 %'],
    [{ change: 3, former: 0, unit: 'short' }, '▲ 3'],
    [{ change: 0, former: 7, unit: 'short' }, '= as before'],
  ])('%o reads %s', (given, words) => {
    expect(said(given).text).toBe(words);
  });

  it('is coloured by better or worse; noise and what nobody tested stay grey', () => {
    const given = { change: 1, former: 1, unit: 's' };
    expect(said({ ...given, direction: 'worse' }).color).toBe('red');
    expect(said({ ...given, direction: 'better' }).color).toBe('green');
    expect(said({ ...given, direction: 'unchanged' }).color).toBe('gray');
    expect(said({ ...given, direction: 'unknown' }).color).toBe('gray');
    expect(said(given).color).toBe('gray');
  });

  it('is absent where there was nothing before, never 0', () => {
    expect(said({ change: null, former: null, unit: 's' }).text).toBeNull();
    const frame = changeField(total({ change: null, former: null, unit: 's' }));
    expect(frame.fields.find(({ name }) => name === 'change_text')?.config.noValue).toBe('nothing before');
  });

  it('is not said of groups, nor where nothing was compared', () => {
    const groups = total({ change: 1, former: 1, unit: 's' });
    groups.length = 2;
    expect(changeField(groups)).toBe(groups);
    const alone: DataFrame = { ...groups, length: 1, fields: groups.fields.slice(0, 1) };
    expect(changeField(alone)).toBe(alone);
  });
});
