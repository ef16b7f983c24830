import { type QueryAnswer } from '@eljefe/contract';
import { createDataFrame } from '@grafana/data';

import { agentRows, readLiveAgents } from './agentRows';
import { chartPath, linesExtent } from './chartPath';
import { errorPatterns, type JobRow, templateOf } from './readJobs';
import { readTotals } from './readTotals';

const answer = (target: unknown): QueryAnswer => ({
  refId: 'success_rate',
  notices: [],
  age_seconds: 0,
  next_cursor: null,
  problem: null,
  frames: [
    {
      name: 'Success rate',
      meta: { measure: 'success_rate', better: 'higher', target },
      fields: [
        { name: 'agent_type', type: 'string', values: ['coder', 'writer', 'idle'] },
        { name: 'success_rate', type: 'number', unit: 'percentunit', values: [0.5, 0.99, null] },
        { name: 'count', type: 'number', values: [4, 100, 0] },
        { name: 'former', type: 'number', values: [0.8, null, null] },
      ],
    },
  ],
});

describe('A1.1: measures of an agent in a window', () => {
  it('reads value, count, window before and whether the target is met', () => {
    const totals = readTotals(answer({ op: '>', value: 0.95 }), 'agent_type');
    expect(totals.get('coder')).toEqual({
      value: 0.5,
      count: 4,
      former: 0.8,
      unit: 'percentunit',
      better: 'higher',
      met: false,
    });
    expect(totals.get('writer')?.met).toBe(true);
    expect(totals.get('idle')).toMatchObject({ value: null, met: null });
  });

  it('says nothing of a target that there is none of', () => {
    expect(readTotals(answer(null), 'agent_type').get('coder')?.met).toBeNull();
  });
});

describe('V8: agents now', () => {
  const frame = createDataFrame({
    fields: [
      { name: 'agent', values: ['Anna', 'Bert', 'Anna'] },
      { name: 'agent_type', values: ['coder', 'coder', 'writer'] },
      { name: 'status', values: ['running', 'failed', 'running'] },
      { name: 'stale', values: [false, false, true] },
      { name: 'task', values: ['one', 'two', 'three'] },
      { name: 'age_seconds', values: [5, 2, 90] },
    ],
  });

  it('shows open work before ended work, and of open work what needs a person first', () => {
    expect(readLiveAgents(frame, 'agent_type').get('coder')).toEqual({
      running: 1,
      condition: 'running',
      task: 'one',
      ageSeconds: 5,
    });
    expect(readLiveAgents(frame, 'agent').get('Anna')).toMatchObject({ running: 2, condition: 'stuck', task: 'three' });
  });

  it('shows how the last job ended where nothing is open', () => {
    expect(readLiveAgents(frame, 'agent').get('Bert')).toMatchObject({ running: 0, condition: 'failed' });
  });

  it('lists who worked and who works, each once, by name', () => {
    const totals = [['success_rate', readTotals(answer(null), 'agent_type')]] as const;
    const rows = agentRows(readLiveAgents(frame, 'agent_type'), totals);
    expect(rows.map(({ name }) => name)).toEqual(['coder', 'idle', 'writer']);
    expect(rows[0]?.totals.success_rate?.count).toBe(4);
    expect(rows[1]?.live).toBeNull();
  });
});

describe('V8: error patterns', () => {
  it.each([
    ['Timeout after 30.5 s', 'Timeout after <n> s'],
    ['GET https://a.b/c?x=1 gave 503', 'GET <url> gave <n>'],
    ['No file "report 7.md"', 'No file "…"'],
    ['job 3f2504e0-4f89-11d3-9a0c-0305e82c3301 gone', 'job <id> gone'],
    ['', ''],
  ])('%p is %p', (message, template) => {
    expect(templateOf(message)).toBe(template);
  });

  const job = (over: Partial<JobRow>): JobRow => ({
    source: 's',
    jobId: 'j',
    agent: 'a',
    task: null,
    condition: 'failed',
    sessionId: null,
    model: null,
    startedAt: 1,
    durationSeconds: null,
    tokens: null,
    costUsd: null,
    quality: null,
    category: 'timeout',
    error: null,
    ...over,
  });

  it('counts failures that say the same, keeps the newest, leaves out what did not fail', () => {
    const patterns = errorPatterns([
      job({ jobId: '1', error: 'Timeout after 30 s', startedAt: 10 }),
      job({ jobId: '2', error: 'Timeout after 31 s', startedAt: 20 }),
      job({ jobId: '3', error: 'Quota', category: 'quota' }),
      job({ jobId: '4', condition: 'done', error: 'Timeout after 1 s' }),
    ]);
    expect(patterns.map(({ template, count }) => [template, count])).toEqual([
      ['Timeout after <n> s', 2],
      ['Quota', 1],
    ]);
    expect(patterns[0]?.example.jobId).toBe('2');
  });
});

describe('A1.2: a measure over time', () => {
  it('leaves gaps where nothing is known, and shows a lone value as a dot', () => {
    const place = { width: 100, height: 50, from: 0, to: 10, min: 0, max: 1 };
    const path = chartPath(
      [
        [0, 0],
        [2, 1],
        [4, null],
        [6, 0.5],
      ],
      place
    );
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path.endsWith('M59.2 25.0L59.2 25.0')).toBe(true);
  });

  it('always draws 0, so that small changes look small', () => {
    expect(linesExtent([{ isFormer: false, points: [[0, 5]] }])).toEqual({ min: 0, max: 5 });
    expect(linesExtent([])).toEqual({ min: 0, max: 1 });
  });
});
