import { FieldType, type DataFrame } from '@grafana/data';

import { exportFile, type ExportFormat } from './exportFile';

const AT_MS = Date.UTC(2026, 2, 1, 14, 35, 0);
const frame: DataFrame = {
  name: 'agents',
  length: 2,
  fields: [
    { name: 'agent', type: FieldType.string, config: {}, values: ['=cmd()', 'a, "b"'] },
    { name: 'total_cost', type: FieldType.number, config: { unit: 'currencyUSD' }, values: [-0.5, null] },
    { name: 'started_at', type: FieldType.time, config: {}, values: [AT_MS, null] },
  ],
  meta: { custom: { at: AT_MS } },
};
const make = (format: ExportFormat) =>
  exportFile({ series: [frame], format, atMs: AT_MS, range: { fromMs: AT_MS - 60_000, toMs: AT_MS } });

describe('V4: export of what is shown', () => {
  it('as CSV keeps numbers, times and absent values, quotes, and disarms formulas', () => {
    expect(make('csv')).toEqual({
      name: 'eljefe-2026-03-01T14-35-00Z.csv',
      type: 'text/csv;charset=utf-8',
      content: 'agent,total_cost,started_at\r\n\'=cmd(),-0.5,2026-03-01T14:35:00.000Z\r\n"a, ""b""",,',
      rows: 2,
    });
  });

  it('as JSON says when, of which time, in which units, and what the service says beside the rows', () => {
    const { content, name } = make('json');
    expect(name).toBe('eljefe-2026-03-01T14-35-00Z.json');
    expect(JSON.parse(content)).toEqual({
      exported_at: '2026-03-01T14:35:00.000Z',
      from: '2026-03-01T14:34:00.000Z',
      to: '2026-03-01T14:35:00.000Z',
      frames: [
        {
          name: 'agents',
          about: { at: AT_MS },
          units: { total_cost: 'currencyUSD' },
          rows: [
            { agent: '=cmd()', total_cost: -0.5, started_at: AT_MS },
            { agent: 'a, "b"', total_cost: null, started_at: null },
          ],
        },
      ],
    });
  });
});
