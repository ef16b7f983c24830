import { FieldType, type DataFrame } from '@grafana/data';

import { AT_MS, agentsFrame, job } from './agentGrid.fixtures';
import { type AgentRow } from './agentGrid.types';
import { agentsMemory } from './agentsMemory';
import { readAgents, type ReadAgentsInput } from './readAgents';

const RECEIVED = AT_MS + 7_200_000; // the viewer's clock is two hours ahead of the service's

const read = (series: DataFrame[], change: Partial<ReadAgentsInput> = {}) =>
  readAgents({
    series,
    receivedAtMs: RECEIVED,
    nowMs: RECEIVED,
    staleAfterSeconds: 0,
    silenceSeconds: 60,
    ...change,
  });

const rowsOf = (series: DataFrame[], change: Partial<ReadAgentsInput> = {}): AgentRow[] => {
  const answer = read(series, change);
  return answer.kind === 'agents' ? answer.model.rows : [];
};

const only = (...args: Parameters<typeof rowsOf>): AgentRow => {
  const [row] = rowsOf(...args);
  if (!row) {
    throw new Error('no row');
  }
  return row;
};

const table = (columns: Record<string, unknown[]>, name?: string): DataFrame => ({
  name,
  length: Object.values(columns)[0]?.length ?? 0,
  fields: Object.entries(columns).map(([field, values]) => ({
    name: field,
    type: FieldType.other,
    config: {},
    values,
  })),
});

describe('V3: agents from frames', () => {
  it('reads ages in the viewer’s clock, whatever the service’s clock says', () => {
    const row = only([agentsFrame({ jobs: [job('1', { age_seconds: 4, started_at: AT_MS - 60_000 })] })]);
    expect(row.newsAtMs).toBe(RECEIVED - 4_000);
    expect(row.startedAtMs).toBe(RECEIVED - 60_000);
    expect(row.startedStampMs).toBe(AT_MS - 60_000);
  });

  it('identifies an agent by source and job: one id of two orchestrators is two agents', () => {
    const rows = rowsOf([
      agentsFrame({ jobs: [job('1'), job('1', { source: 'lab' }), job('1', { status: 'paused' })] }),
    ]);
    expect(rows.map(({ source, status }) => [source, status])).toEqual([
      ['el-jefe', 'paused'],
      ['lab', 'running'],
    ]);
  });

  it.each([
    ['0', 0, 0],
    ['0.4', 0.4, 0.4],
    ['1', 1, 1],
    ['a percentage by mistake', 40, null],
    ['negative', -0.1, null],
    ['absent', null, null],
  ])('progress %s stays %p → %p: never invented', (_, progress, expected) => {
    expect(only([agentsFrame({ jobs: [job('1', { progress })] })]).progress).toBe(expected);
  });

  it('absent numbers are absent, not 0', () => {
    const row = only([agentsFrame({ jobs: [job('1')] })]);
    expect([row.cpuPercent, row.memoryBytes, row.gpuPercent, row.tokens, row.costUsd]).toEqual(Array(5).fill(null));
  });

  it('keeps a word that nobody knows', () => {
    const row = only([agentsFrame({ jobs: [job('1', { status: 'unknown', raw_status: 'hibernating' })] })]);
    expect([row.condition, row.rawStatus]).toEqual(['unknown', 'hibernating']);
  });

  it.each([
    ['just inside its limit', 59, 'running'],
    ['at its limit', 60, 'running'],
    ['past its limit', 61, 'stuck'],
  ])('a run %s (%p s of 60) is %s', (_, elapsed, condition) => {
    const jobs = [job('1', { started_at: AT_MS - elapsed * 1_000, timeout_limit: 60 })];
    expect(only([agentsFrame({ jobs })]).condition).toBe(condition);
  });

  describe('staleness', () => {
    const seconds = 1_000;
    it.each([
      ['the source says so', { stale: true }, {}, true],
      ['the source does not say so', { age_seconds: 500 }, {}, false],
      ['older than the option', { age_seconds: 31 }, { staleAfterSeconds: 30 }, true],
      ['exactly as old as the option', { age_seconds: 30 }, { staleAfterSeconds: 30 }, false],
      ['no update for a minute', {}, { nowMs: RECEIVED + 61 * seconds }, true],
      ['an update just in time', {}, { nowMs: RECEIVED + 60 * seconds }, false],
      ['done long ago', { status: 'completed' as const, stale: true }, { nowMs: RECEIVED + 999 * seconds }, false],
    ])('%s', (_, change, input, expected) => {
      expect(only([agentsFrame({ jobs: [job('1', change)] })], input).stale).toBe(expected);
    });
  });

  describe('frames of other sources', () => {
    it('takes any frame with an id and a status, in any case', () => {
      const rows = rowsOf([table({ ID: ['7'], State: ['in progress'], tokens: ['12'] })]);
      expect(rows.map(({ jobId, status, tokens }) => [jobId, status, tokens])).toEqual([['7', 'running', 12]]);
    });

    it('prefers the frame that is named agents', () => {
      const rows = rowsOf([table({ id: ['x'], status: ['running'] }), agentsFrame({ jobs: [job('1')] })]);
      expect(rows.map(({ jobId }) => jobId)).toEqual(['1']);
    });

    it('leaves out rows without an id', () => {
      expect(rowsOf([table({ id: ['', null, 'x'], status: ['running', 'running', 'running'] })])).toHaveLength(1);
    });

    it('names the field that is missing, and what there is', () => {
      expect(read([table({ id: ['1'], value: [3] })])).toEqual({
        kind: 'missing-fields',
        missing: ['status'],
        found: ['id', 'value'],
      });
    });

    it('says when there is no frame at all', () => {
      expect(read([]).kind).toBe('no-frames');
    });
  });
});

describe('agentsMemory', () => {
  const input = { judgedAtMs: 0, staleAfterSeconds: 0, silenceSeconds: 60 };

  it('keeps the object of a row that says the same, and changes that of one with news', () => {
    let now = RECEIVED;
    const memory = agentsMemory(() => now);
    const first = memory.read({ ...input, series: [agentsFrame({ jobs: [job('1'), job('2')] })] });
    now += 1_000;
    const jobs = [job('1', { age_seconds: 4 }), job('2', { age_seconds: 0, tokens_used: 9 })];
    const second = memory.read({ ...input, series: [agentsFrame({ jobs, at: AT_MS + 1_000 })] });
    if (first.kind !== 'agents' || second.kind !== 'agents') {
      throw new Error('no agents');
    }
    expect(second.model.rows[0]).toBe(first.model.rows[0]);
    expect(second.model.rows[1]).not.toBe(first.model.rows[1]);
  });

  it('does not take the same answer, seen again while loading, for a new one', () => {
    let now = RECEIVED;
    const memory = agentsMemory(() => now);
    memory.read({ ...input, series: [agentsFrame({ jobs: [job('1')] })] });
    now += 30_000;
    const again = memory.read({ ...input, series: [agentsFrame({ jobs: [job('1')] })] });
    expect(again.receivedAtMs).toBe(RECEIVED);
  });
});
