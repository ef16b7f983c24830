import { describe, expect, test } from 'vitest';

import { createRedactor, DEFAULT_REDACTION } from '../redaction';

import { type News } from './news';
import { redactNews } from './redactNews';

const SECRET = 'sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ';
const redact = createRedactor(DEFAULT_REDACTION);

const job: News = {
  kind: 'job',
  source: 'main',
  subject: 'job-1',
  observed: false,
  news: {
    stamp: 5,
    status: 'failed',
    fields: {
      agent_type: 'coder',
      task: `use ${SECRET} for the call`,
      error_message: `401 for key ${SECRET}`,
      error_types: [`auth ${SECRET}`],
      tokens_used: 12,
    },
    labels: { note: SECRET },
  },
};

describe('secrets leave news before it is stored (B2, T5)', () => {
  test('given a secret in each text of a job, none is left, and everything else is as it was', () => {
    const masked = redactNews(job, redact);
    expect(JSON.stringify(masked)).not.toContain(SECRET);
    expect(masked).toMatchObject({
      subject: 'job-1',
      news: { stamp: 5, status: 'failed', fields: { agent_type: 'coder', tokens_used: 12 } },
    });
  });

  test('given a session goal and an event text with a secret, it is gone', () => {
    const session: News = {
      kind: 'session',
      source: 'main',
      subject: 's1',
      news: { stamp: 1, status: null, fields: { goal: `deploy with ${SECRET}` }, phase: null, humanAction: false },
    };
    expect(JSON.stringify(redactNews(session, redact))).not.toContain(SECRET);
  });

  test('given text without a secret, it is left to the letter', () => {
    const plain: News = {
      ...job,
      news: { ...job.news, fields: { task: 'Draft the report' }, labels: { team: 'blue' } },
    };
    expect(redactNews(plain, redact)).toEqual(plain);
  });

  test('masking twice changes nothing more, so that an observation equals what is stored', () => {
    const once = redactNews(job, redact);
    expect(redactNews(once, redact)).toEqual(once);
  });
});
