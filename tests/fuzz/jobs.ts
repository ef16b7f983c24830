import { gzipSync } from 'node:zlib';

import { type FuzzInput } from './input';
import { type Random } from './random';

const JSON_TYPE = { 'content-type': 'application/json' };
const PATH = '/api/v1/jobs';

const VALUES = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_993,
  '',
  'x',
  'failed',
  'running',
  '2026-06-01T12:00:00',
  '2026-13-01',
  'a'.repeat(30_000),
  '\ud800',
  '\u0000',
  [],
  {},
  [[[]]],
] as const;

const FIELDS = [
  'job_id',
  'agent',
  'status',
  'task',
  'started_at',
  'completed_at',
  'created_at',
  'progress',
  'input_tokens',
  'output_tokens',
  'total_cost',
  'labels',
  'depends_on',
  'error_types',
  'cpu_usage',
  'session_id',
  '__proto__',
] as const;

const record = (random: Random): string => {
  const fields = Array.from(
    { length: 1 + random.below(8) },
    () => `${JSON.stringify(random.pick(FIELDS))}:${JSON.stringify(random.pick(VALUES))}`
  );
  return `{"job_id":"job-${random.below(50)}",${fields.join(',')}}`;
};

const mutate = (random: Random, body: Buffer): Buffer => {
  const changed = Buffer.from(body);
  for (let times = 1 + random.below(5); times > 0; times--) {
    changed[random.below(changed.length)] = random.below(256);
  }
  return changed;
};

/** What may come to the door of job records (D2). */
export const jobsInput = (random: Random): FuzzInput => {
  const records = 1 + random.below(5);
  const body = Buffer.from(
    `{"source":"fuzz","jobs":[${Array.from({ length: records }, () => record(random)).join(',')}]}`
  );
  switch (random.below(6)) {
    case 0:
      return { kind: 'jobs mutated', path: PATH, headers: JSON_TYPE, body: mutate(random, body), records: 1 };
    case 1:
      return { kind: 'jobs deep', path: PATH, headers: JSON_TYPE, body: Buffer.from('['.repeat(50_000)), records: 1 };
    case 2:
      return {
        kind: 'jobs bad UTF-8',
        path: PATH,
        headers: JSON_TYPE,
        body: Buffer.concat([body, Buffer.from([0xc3, 0x28])]),
        records: 1,
      };
    case 3:
      return {
        kind: 'jobs gzip',
        path: PATH,
        headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
        body: gzipSync(body),
        records,
      };
    case 4:
      return {
        kind: 'jobs huge number',
        path: PATH,
        headers: JSON_TYPE,
        body: Buffer.from(`[{"job_id":"n","input_tokens":1${'0'.repeat(400)}}]`),
        records: 1,
      };
    default:
      return { kind: 'jobs', path: PATH, headers: JSON_TYPE, body, records };
  }
};
