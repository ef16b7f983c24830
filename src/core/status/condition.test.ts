import { STATUSES } from '@eljefe/contract';

import { CONDITIONS, conditionOf, conditionRank, needsAttention } from './condition';
import { errorHint } from './errorHint';

const plain = { stale: false, overLimit: false };

describe('V3: condition of an agent', () => {
  it.each([
    ['running', plain, 'running'],
    ['running', { stale: true, overLimit: false }, 'stuck'],
    ['running', { stale: false, overLimit: true }, 'stuck'],
    ['unknown', { stale: true, overLimit: false }, 'stuck'],
    // silent for a known reason: not stuck
    ['waiting', { stale: true, overLimit: false }, 'waiting'],
    ['paused', { stale: true, overLimit: false }, 'paused'],
    ['queued', { stale: true, overLimit: false }, 'queued'],
    // ended work is never stuck
    ['failed', { stale: true, overLimit: true }, 'failed'],
    ['completed', { stale: true, overLimit: true }, 'done'],
    ['interrupted', plain, 'stopped'],
    ['cancelled', plain, 'stopped'],
  ] as const)('%s with %j is %s', (status, signs, expected) => {
    expect(conditionOf({ status, ...signs })).toBe(expected);
  });

  it('orders failed, stuck, waiting, running, unknown, queued, paused, stopped, done', () => {
    expect([...CONDITIONS].sort((a, b) => conditionRank(a) - conditionRank(b))).toEqual([...CONDITIONS]);
    expect(STATUSES.map((status) => conditionRank(conditionOf({ status, ...plain })))).not.toContain(undefined);
  });

  it('asks for a person for failed, stuck and waiting only', () => {
    expect(CONDITIONS.filter(needsAttention)).toEqual(['failed', 'stuck', 'waiting']);
  });
});

describe('errorHint', () => {
  it('has a next step for a known category, and none for a word that is no category', () => {
    expect(errorHint('rate_limit')).toMatch(/fewer agents/);
    expect(errorHint('toString')).toBeNull();
    expect(errorHint(null)).toBeNull();
  });
});
