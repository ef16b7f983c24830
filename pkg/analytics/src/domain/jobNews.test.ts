import { describe, expect, test } from 'vitest';

import { readJobRecord } from './jobNews';

const read = (record: unknown, zoneMinutes = 0) => readJobRecord(record, () => zoneMinutes);

const newsOfRecord = (record: object, zoneMinutes = 0) => {
  const answer = read({ job_id: 'j1', ...record }, zoneMinutes);
  return answer.ok ? answer.news : expect.fail(answer.reason);
};

describe('D2: what a client may send', () => {
  test.each([
    ['no object', 7, /^\/: found 7; /],
    ['no id', { status: 'running' }, /^\/job_id: found nothing; /],
    ['a blank id', { job_id: '  ' }, /^job_id: found "  "; send a non-blank id$/],
    ['a ratio over 1', { job_id: 'j', progress: 1.5 }, /^\/progress: found 1.5; /],
    ['a rating of 6', { job_id: 'j', user_satisfaction: 6 }, /^\/user_satisfaction: found 6; /],
    ['text for a count', { job_id: 'j', tokens_used: 'many' }, /^\/tokens_used: found "many"; /],
    ['a negative cost', { job_id: 'j', total_cost: -1 }, /^\/total_cost: found -1; /],
    ['no time', { job_id: 'j', started_at: 'yesterday' }, /^started_at: found "yesterday"; send RFC 3339/],
    ['a time before 1970', { job_id: 'j', time: -5 }, /^time: found -5; send RFC 3339/],
    ['a time the store cannot hold', { job_id: 'j', completed_at: 8.6e15 }, /^completed_at: found 8600000000000000; /],
    ['a count beyond what JavaScript holds', { job_id: 'j', tokens_used: 2 ** 60 }, /^\/tokens_used: found /],
  ])('%s is refused, with field, value and remedy', (_, record, reason) => {
    const answer = read(record);
    expect(answer.ok ? 'it was taken' : answer.reason).toMatch(reason);
  });
  test('a refusal names the job when it has a name', () => {
    expect(read({ job_id: 'j9', progress: 2 })).toMatchObject({ ok: false, jobId: 'j9' });
  });
  test('null and absent are the same: nothing told', () => {
    expect(newsOfRecord({ task: null, status: null })).toEqual(newsOfRecord({}));
  });
  test('a record speaks of its `time`, else of the latest instant it tells, else of none', () => {
    const times = { created_at: 10, started_at: 20, completed_at: 30 };
    expect(newsOfRecord({ ...times, time: 25 }).stamp).toBe(25);
    expect(newsOfRecord(times).stamp).toBe(30);
    expect(newsOfRecord({ created_at: 10, started_at: 20 }).stamp).toBe(20);
    expect(newsOfRecord({ task: 'x' }).stamp).toBe(0);
  });
  test('zoneless times are read in the zone of the source; zoned ones say it themselves', () => {
    const zoneless = newsOfRecord({ started_at: '2025-11-23T12:00:00.957467' }, 120).fields.started_at;
    expect(zoneless).toBe(Date.UTC(2025, 10, 23, 10, 0, 0, 957));
    const zoned = newsOfRecord({ started_at: '2025-11-23T12:00:00+01:00' }, 120).fields.started_at;
    expect(zoned).toBe(Date.UTC(2025, 10, 23, 11));
  });
  test('samples become one figure a job: mean CPU, peak memory, total network', () => {
    const { fields } = newsOfRecord({ cpu_usage: [10, 30], memory_usage: [5, 9, 7], network_io: { in: 1, out: 2 } });
    expect(fields).toMatchObject({ cpu_percent: 20, memory_bytes: 9, network_bytes: 3 });
    expect(newsOfRecord({ cpu_usage: [], network_io: {} }).fields).toEqual({});
  });
  test('a field nobody knows is let pass and not kept', () => {
    expect(newsOfRecord({ favourite_colour: 'red' }).fields).toEqual({});
  });
});
