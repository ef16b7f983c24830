import { type Frame, type QueryAnswer } from '@eljefe/contract';
import { tableFromIPC } from 'apache-arrow';
import { parquetReadObjects } from 'hyparquet';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

import { csvOf } from './csv';
import { exportAnswers } from './exportAnswers';
import { tableOf } from './table';

const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const answer = (refId: string, frames: Frame[]): QueryAnswer => ({
  refId,
  frames,
  notices: [],
  age_seconds: 0,
  next_cursor: null,
  problem: null,
});

const line = (agentType: string, values: Array<number | null>): Frame => ({
  name: agentType,
  fields: [
    { name: 'time', type: 'time', values: values.map((_, index) => AT + index * 60_000) },
    {
      name: 'success_rate',
      type: 'number',
      values,
      labels: { agent_type: agentType },
      description: 'completed / (completed + failed)',
    },
    { name: 'count', type: 'number', values: values.map(() => 3) },
  ],
  meta: { measure: 'success_rate' },
});
const series = [answer('A', [line('writer', [0.5, null, 1]), line('coder "x"', [0.25, 0.75, null])])];
const total: QueryAnswer = answer('B', [
  {
    name: 'Cost',
    fields: [
      { name: 'model', type: 'string', values: ['gpt-5', ''] },
      { name: 'cost_total', type: 'number', values: [1.5, null], description: 'cost' },
    ],
    meta: { measure: 'cost_total' },
  },
]);
const list = answer('C', [
  {
    name: 'jobs',
    fields: [
      { name: 'job_id', type: 'string', values: ['=1+1', '-2', 'plain, "quoted"\nlines'] },
      { name: 'started_at', type: 'time', values: [AT, null, AT] },
      { name: 'cost', type: 'number', values: [-0.5, null, 2] },
      { name: 'stale', type: 'boolean', values: [true, false, null] },
      { name: 'tags', type: 'other', values: [{ a: 1 }, null, ['b']] },
    ],
  },
]);

describe('I3: answers as one table', () => {
  test('frames lie below each other, with refId, name and labels as columns; what a frame lacks is absent', () => {
    const { columns, rows } = tableOf([...series, total]);
    expect(rows).toBe(8);
    expect(columns.map(({ name }) => name)).toEqual([
      'ref_id',
      'frame',
      'agent_type',
      'time',
      'success_rate',
      'count',
      'model',
      'cost_total',
    ]);
    expect(columns.every(({ cells }) => cells.length === 8)).toBe(true);
    expect(columns.find(({ name }) => name === 'agent_type')?.cells).toEqual([
      'writer',
      'writer',
      'writer',
      'coder "x"',
      'coder "x"',
      'coder "x"',
      null,
      null,
    ]);
    expect(columns.find(({ name }) => name === 'success_rate')?.cells).toEqual([
      0.5,
      null,
      1,
      0.25,
      0.75,
      null,
      null,
      null,
    ]);
  });

  test('a label named like a field keeps both', () => {
    const frame = line('writer', [1]);
    const labelled = { ...frame, fields: frame.fields.map((field) => ({ ...field, labels: { count: 'seven' } })) };
    const { columns } = tableOf([answer('A', [labelled])]);
    expect(columns.find(({ name }) => name === 'label_count')?.cells).toEqual(['seven']);
    expect(columns.find(({ name }) => name === 'count')?.cells).toEqual([3]);
  });

  test('nothing asked, nothing written', () => {
    expect(tableOf([answer('A', [])])).toEqual({ columns: [], rows: 0 });
  });
});

describe('I3: CSV', () => {
  test('quoted as RFC 4180 has it, times in UTC, absent cells empty, numbers as they are', () => {
    expect(csvOf(tableOf([list]))).toBe(
      [
        'ref_id,frame,job_id,started_at,cost,stale,tags',
        `C,jobs,'=1+1,2026-01-02T03:04:05.678Z,-0.5,true,"{""a"":1}"`,
        `C,jobs,'-2,,,false,`,
        `C,jobs,"plain, ""quoted""\nlines",2026-01-02T03:04:05.678Z,2,,"[""b""]"`,
        '',
      ].join('\r\n')
    );
  });

  test.each(['=cmd()', '+1', '-1', '@x', '\tx', '\rx'])('%j is no formula in a spreadsheet', (text) => {
    const written = csvOf({ columns: [{ name: text, type: 'text', cells: [text] }], rows: 1 });
    expect(
      written
        .split(/\r\n/)
        .slice(0, 2)
        .every((cell) => /^"?'/.test(cell))
    ).toBe(true);
  });
});

const bytes = (format: 'parquet' | 'arrow', answers: QueryAnswer[]): Buffer => {
  const written = exportAnswers(answers, format);
  if (!Buffer.isBuffer(written)) {
    throw new Error(`${format} is no text`);
  }
  return written;
};

describe('I3: Parquet and Arrow, read back by readers of their own', () => {
  const expected = [
    { job_id: '=1+1', cost: -0.5, stale: true, tags: '{"a":1}', started_at: AT },
    { job_id: '-2', cost: null, stale: false, tags: null, started_at: null },
    { job_id: 'plain, "quoted"\nlines', cost: 2, stale: null, tags: '["b"]', started_at: AT },
  ];

  test('Parquet', async () => {
    const file = Uint8Array.from(bytes('parquet', [list])).buffer;
    const rows = await parquetReadObjects({ file });
    expect(
      rows.map(({ ref_id: _, frame: __, started_at, ...row }) => ({
        ...row,
        started_at: started_at instanceof Date ? started_at.getTime() : null,
      }))
    ).toEqual(expected);
  });

  test('Arrow', () => {
    const table = tableFromIPC(bytes('arrow', [list]));
    expect(table.schema.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'ref_id Utf8',
      'frame Utf8',
      'job_id Utf8',
      'started_at Timestamp<MILLISECOND, UTC>',
      'cost Float64',
      'stale Bool',
      'tags Utf8',
    ]);
    const cell = (name: string, row: number): unknown => table.getChild(name)?.get(row);
    expect(
      expected.map((_, row) => ({
        job_id: cell('job_id', row),
        cost: cell('cost', row),
        stale: cell('stale', row),
        tags: cell('tags', row),
        started_at: cell('started_at', row),
      }))
    ).toEqual(expected);
  });
});

describe('I3: Prometheus and OpenMetrics', () => {
  test('Prometheus: the last value of each series, absent ones left out', () => {
    expect(exportAnswers([...series, total], 'prometheus')).toBe(
      [
        '# HELP eljefe_query_success_rate completed / (completed + failed)',
        '# TYPE eljefe_query_success_rate gauge',
        `eljefe_query_success_rate{ref_id="A",agent_type="writer"} 1 ${AT + 120_000}`,
        `eljefe_query_success_rate{ref_id="A",agent_type="coder \\"x\\""} 0.75 ${AT + 60_000}`,
        '# HELP eljefe_query_cost cost',
        '# TYPE eljefe_query_cost gauge',
        'eljefe_query_cost{ref_id="B",model="gpt-5"} 1.5',
        '',
      ].join('\n')
    );
  });

  test('OpenMetrics: every value with its time in seconds, the samples of one series together', () => {
    const text = String(exportAnswers(series, 'openmetrics'));
    expect(text.split('\n').filter((row) => row.includes('writer'))).toEqual([
      `eljefe_query_success_rate{ref_id="A",agent_type="writer"} 0.5 ${AT / 1_000}`,
      `eljefe_query_success_rate{ref_id="A",agent_type="writer"} 1 ${(AT + 120_000) / 1_000}`,
    ]);
    expect(text.endsWith('# EOF\n')).toBe(true);
  });

  test('what is no series does not fit', () => {
    expect(exportAnswers([list], 'prometheus')).toBeNull();
    expect(exportAnswers([list], 'openmetrics')).toBeNull();
  });

  const hasPromtool = existsSync('/usr/bin/promtool');
  test.skipIf(!hasPromtool)('promtool finds nothing to say (skipped where Prometheus is not installed)', () => {
    const input = String(exportAnswers([...series, total], 'prometheus'));
    expect(execFileSync('/usr/bin/promtool', ['check', 'metrics'], { input, encoding: 'utf8' })).toBe('');
  });

  test.skipIf(!hasPromtool)('promtool makes blocks of it (skipped where Prometheus is not installed)', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'eljefe-openmetrics-'));
    const file = path.join(folder, 'answers.om');
    writeFileSync(file, String(exportAnswers(series, 'openmetrics')));
    execFileSync('/usr/bin/promtool', ['tsdb', 'create-blocks-from', 'openmetrics', file, folder], { stdio: 'pipe' });
    const blocks = readdirSync(folder).filter((name) => /^[0-9A-Z]{26}$/.test(name));
    rmSync(folder, { recursive: true });
    expect(blocks).not.toEqual([]);
  });
});
