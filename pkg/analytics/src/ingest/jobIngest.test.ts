import { type Identity } from '@eljefe/contract';
import { describe, expect, test } from 'vitest';

import { entityKey } from './entities';
import { makeIngest } from './ingest.fixtures';
import { JobIngest, type IngestCounts } from './jobIngest';

const identity: Identity = { name: 'ann', role: 'Editor', email: null, by: 'token' };

const makeJobIngest = (sourcesOf: string[] = []) => {
  const inside = makeIngest();
  const counted: IngestCounts[] = [];
  const ingest = new JobIngest({
    recorder: inside.recorder,
    writer: inside.tables,
    now: () => inside.clock.now,
    zoneOf: (source) => (source === 'east' ? 120 : 0),
    sourcesOf: async () => sourcesOf,
    onCounted: (counts) => counted.push(counts),
  });
  const job = (source: string, id: string) => inside.entities.jobs.get(entityKey(source, id))?.view;
  return { ...inside, ingest, counted, job };
};

const send = (ingest: JobIngest, records: readonly unknown[], source = 'api') => ingest.jobs(records, { source });

describe('D2: records from clients', () => {
  test('the numbers add up, and each refused record is told with its place and reason', async () => {
    const { ingest, counted } = makeJobIngest();
    const good = { job_id: 'a', task: 'x' };
    const answer = await send(ingest, [good, good, { job_id: 'b', progress: 7 }, 'nonsense']);
    expect(answer).toMatchObject({ received: 4, stored: 1, duplicate: 1, refused: 2 });
    expect(answer.refusals.map(({ index, job_id }) => [index, job_id])).toEqual([
      [2, 'b'],
      [3, null],
    ]);
    expect(counted).toEqual([{ source: 'api', stored: 1, duplicate: 1, refused: 2 }]);
  });
  test('what the store refuses is told like any other refusal', async () => {
    const { ingest, tables } = makeJobIngest();
    tables.refuses = (row) => row['subject'] === 'b';
    const answer = await send(ingest, [{ job_id: 'a' }, { job_id: 'b', task: 'x' }]);
    expect(answer).toMatchObject({ received: 2, stored: 1, refused: 1, refusals: [{ index: 1, job_id: 'b' }] });
  });
  test('a record may name its own source; its zoneless times are read in that source’s zone', async () => {
    const { ingest, job } = makeJobIngest();
    await send(ingest, [{ job_id: 'a', source: 'east', started_at: '2025-01-01T02:00:00' }]);
    expect(job('east', 'a')?.started_at).toBe(Date.UTC(2025, 0, 1));
  });
  test('only so many refusals are shown; all are counted', async () => {
    const { ingest } = makeJobIngest();
    const answer = await send(ingest, Array(150).fill(null));
    expect([answer.refused, answer.refusals.length]).toEqual([150, 100]);
  });
});

describe('D4: feedback', () => {
  test('what was said is a line of the feed; said again it is the same line', async () => {
    const { ingest, tables } = makeJobIngest(['el-jefe']);
    const rating = { id: 'f1', job_id: 'a', agent_type: 'coder', rating: 4, quality_score: 0.8, comment: 'Too long' };
    await ingest.feedback([rating, rating, { id: 'f2', suite: 'bugs', score: 0.7 }], identity);
    const lines = tables.final('facts').filter(({ kind }) => kind === 'event');
    expect(lines.map(({ attributes }) => JSON.parse(String(attributes)))).toMatchObject([
      { kind: 'feedback', title: 'coder: rated 4 of 5, quality 80 %', text: 'Too long · ann', subject: 'a' },
      { kind: 'feedback', title: 'Benchmark bugs: 0.7', text: 'By ann', subject: null },
    ]);
  });
  test('a rating and a score become the job’s; a revision counts', async () => {
    const { ingest, job, tables } = makeJobIngest(['el-jefe']);
    await ingest.feedback([{ job_id: 'a', rating: 4, quality_score: 0.8, revision: true }], identity);
    expect(job('el-jefe', 'a')).toMatchObject({ user_satisfaction: 4, output_quality_score: 0.8, revision_count: 1 });
    expect(tables.final('feedback')).toMatchObject([{ subject: 'a', user: 'ann', kind: 'rating', score: 4 }]);
  });
  test('a job that several orchestrators know needs the name of one', async () => {
    const { ingest } = makeJobIngest(['east', 'west']);
    const answer = await ingest.feedback([{ job_id: 'a', rating: 4 }], identity);
    expect(answer.refusals[0]?.reason).toContain('known to east, west: name one');
  });
  test.each([
    ['nothing it is about', { rating: 3 }, /^job_id: /],
    ['nothing it says', { job_id: 'a' }, /^rating: /],
    ['a benchmark without its score', { suite: 'swe' }, /^score: /],
    ['no time', { job_id: 'a', rating: 3, time: 'soon' }, /^time: /],
    ['a time the store cannot hold', { job_id: 'a', rating: 3, time: 8e15 }, /^time: /],
  ])('%s: refused', async (_, item, reason) => {
    const { ingest, tables } = makeJobIngest();
    const answer = await ingest.feedback([item], identity);
    expect(answer.refusals[0]?.reason).toMatch(reason);
    expect(tables.final('feedback')).toEqual([]);
  });
});

describe('D6: marks', () => {
  test('a deployment is a mark and a line of the feed', async () => {
    const { ingest, tables } = makeJobIngest();
    const answer = await ingest.marks([{ kind: 'deployment', version: 'v2', text: 'faster', time: 5 }], identity);
    expect(answer).toMatchObject({ received: 1, stored: 1 });
    expect(tables.final('marks')).toMatchObject([{ kind: 'deployment', title: 'deployment v2', time: 5 }]);
    expect(tables.final('facts')).toMatchObject([{ kind: 'event', time: 5 }]);
  });
  test('the same mark sent twice is one mark', async () => {
    const { ingest, tables } = makeJobIngest();
    const mark = { kind: 'deployment' as const, version: 'v2', time: 5 };
    await ingest.marks([mark], identity);
    await ingest.marks([mark], identity);
    expect([tables.final('marks').length, tables.final('facts').length]).toEqual([1, 1]);
  });
  test('a mark whose end is no time is refused', async () => {
    const { ingest } = makeJobIngest();
    const answer = await ingest.marks([{ kind: 'maintenance', end: 'soon' }], identity);
    expect(answer).toMatchObject({ stored: 0, refused: 1 });
  });
});
