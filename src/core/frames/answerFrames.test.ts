import { type QueryAnswer } from '@eljefe/contract';
import { type DataFrame, DataFrameType } from '@grafana/data';

import { annotationFrame } from './annotationFrame';
import { answerFrames } from './answerFrames';
import { logLines } from './logLines';
import { variableValues } from './variableValues';

const CONTEXT = { refId: 'B', target: { uid: 'uid', name: 'El Jefe' } };

const answer = (given: Partial<QueryAnswer> = {}): QueryAnswer => ({
  refId: 'q7',
  frames: [],
  notices: [],
  age_seconds: 0,
  next_cursor: null,
  problem: null,
  ...given,
});

const events: QueryAnswer = answer({
  frames: [
    {
      name: 'events',
      visualisation: 'logs',
      fields: [
        { name: 'id', type: 'string', values: ['e1', 'e2'] },
        { name: 'time', type: 'time', values: [2_000, 1_000] },
        { name: 'severity', type: 'string', values: ['critical', 'odd'] },
        { name: 'kind', type: 'string', values: ['alert', 'job'] },
        { name: 'source', type: 'string', values: ['main', 'main'] },
        { name: 'title', type: 'string', values: ['Job failed', 'Job started'] },
        { name: 'text', type: 'string', values: ['quota', ''] },
      ],
    },
  ],
});

const first = (frames: DataFrame[]): DataFrame => {
  const [frame] = frames;
  if (!frame) {
    throw new Error('no frame');
  }
  return frame;
};

describe('I1: answers as frames', () => {
  it('carries types, units, names, labels and links, under the target own refId', () => {
    const series = answer({
      age_seconds: 3,
      frames: [
        {
          name: 'jobs',
          visualisation: 'graph',
          fields: [
            { name: 'time', type: 'time', values: [1, 2] },
            {
              name: 'value',
              type: 'number',
              values: [0.5, null],
              unit: 'percentunit',
              displayName: 'Success',
              labels: { model: 'm' },
              min: 0,
              max: 1,
            },
            { name: 'session_id', type: 'string', values: ['s', null] },
          ],
        },
      ],
    });
    expect(answerFrames(series, CONTEXT)).toMatchSnapshot();
  });

  it('makes a value of the wrong type absent, never a wrong number', () => {
    const odd = answer({ frames: [{ fields: [{ name: 'v', type: 'number', values: ['7', true, 7, NaN] }] }] });
    expect(first(answerFrames(odd, CONTEXT)).fields[0]?.values).toEqual([null, null, 7, null]);
  });

  it('refuses a table whose columns differ in length', () => {
    const ragged = answer({
      frames: [
        {
          fields: [
            { name: 'a', type: 'number', values: [1] },
            { name: 'b', type: 'number', values: [] },
          ],
        },
      ],
    });
    expect(() => answerFrames(ragged, CONTEXT)).toThrow(/different lengths/);
  });

  it('shows why there is no data', () => {
    const empty = answer({ notices: [{ severity: 'info', text: 'No scores yet.', hint: 'Send one.' }] });
    expect(first(answerFrames(empty, CONTEXT)).meta?.notices).toEqual([
      { severity: 'info', text: 'No scores yet. Send one.' },
    ]);
  });
});

describe('V3: events as log lines', () => {
  it('gives Explore timestamp, body, severity, id and labels', () => {
    const lines = logLines(first(answerFrames(events, CONTEXT)));
    expect(lines.meta?.type).toBe(DataFrameType.LogLines);
    expect(Object.fromEntries(lines.fields.map(({ name, values }) => [name, values]))).toEqual({
      timestamp: [2_000, 1_000],
      body: ['Job failed: quota', 'Job started'],
      severity: ['critical', 'unknown'],
      id: ['e1', 'e2'],
      labels: [
        { kind: 'alert', source: 'main' },
        { kind: 'job', source: 'main' },
      ],
    });
  });
});

describe('D6: marks as annotations', () => {
  it('names fields as Grafana wants them and makes tags', () => {
    const marks = answer({
      frames: [
        {
          fields: [
            { name: 'time', type: 'time', values: [1] },
            { name: 'end', type: 'time', values: [2] },
            { name: 'kind', type: 'string', values: ['deployment'] },
            { name: 'text', type: 'string', values: ['v2'] },
            { name: 'version', type: 'string', values: ['2.0'] },
            { name: 'tags', type: 'string', values: ['blue, canary'] },
          ],
        },
      ],
    });
    const frame = annotationFrame(first(answerFrames(marks, CONTEXT)));
    expect(Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[0]]))).toEqual({
      time: 1,
      timeEnd: 2,
      kind: 'deployment',
      text: 'v2',
      version: '2.0',
      tags: ['deployment', '2.0', 'blue', 'canary'],
    });
  });
});

describe('I1: values of variables', () => {
  it('reads values with and without a text beside them', () => {
    const values = answer({
      frames: [
        {
          fields: [
            { name: 'text', type: 'string', values: ['Writer', ''] },
            { name: 'value', type: 'string', values: ['writer', 'coder'] },
          ],
        },
        { fields: [{ name: 'model', type: 'string', values: ['m', null, ''] }] },
      ],
    });
    expect(variableValues(answerFrames(values, CONTEXT))).toEqual([
      { text: 'Writer', value: 'writer' },
      { text: 'coder', value: 'coder' },
      { text: 'm', value: 'm' },
    ]);
  });
});

describe('the count a value rests on', () => {
  const counted = answer({
    frames: [
      {
        name: 'Success rate',
        fields: [
          { name: 'time', type: 'time', values: [1_000] },
          { name: 'success_rate', type: 'number', values: [0.5] },
          { name: 'count', type: 'number', values: [2] },
        ],
        meta: { count_field: 'count' },
      },
    ],
  });

  it('is in the tooltip and the table, but no line of its own (A1.1)', () => {
    const drawn = first(answerFrames(counted, CONTEXT)).fields.map(({ name, config }) => [
      name,
      config.custom?.hideFrom?.viz ?? false,
    ]);
    expect(drawn).toEqual([
      ['time', false],
      ['success_rate', false],
      ['count', true],
    ]);
  });
});
