import { describe, expect, test } from 'vitest';

import { OrchestratorSampler, type AdapterCounts } from './OrchestratorSampler';

const counts = (given: Partial<AdapterCounts>): AdapterCounts => ({
  name: 'main',
  comparisons: 0,
  disagreements: 0,
  reads: 0,
  readSeconds: 0,
  readBytes: 0,
  ...given,
});

const values = (rows: ReturnType<OrchestratorSampler['sample']>) =>
  Object.fromEntries(rows.map(({ metric, value }) => [metric, value]));

describe('what the adapters counted, as series', () => {
  test('W2.3: accuracy is 1 − disagreements / comparisons since the last sample; nothing compared, no value', () => {
    const sampler = new OrchestratorSampler();
    expect(sampler.sample([counts({})], 1)).toEqual([]);
    expect(values(sampler.sample([counts({ comparisons: 10, disagreements: 1 })], 2))).toEqual({ sync_accuracy: 0.9 });
    expect(values(sampler.sample([counts({ comparisons: 14, disagreements: 3 })], 3))).toEqual({ sync_accuracy: 0.5 });
    expect(sampler.sample([counts({ comparisons: 14, disagreements: 3 })], 4)).toEqual([]);
  });

  test('W3.4: time and size of a reading, mean since the last sample; an adapter that began anew starts from 0', () => {
    const sampler = new OrchestratorSampler();
    const first = counts({ reads: 4, readSeconds: 2, readBytes: 4_000 });
    expect(values(sampler.sample([first], 1))).toEqual({
      orchestrator_read_time: 0.5,
      orchestrator_read_bytes: 1_000,
    });
    const anew = counts({ reads: 1, readSeconds: 0.25, readBytes: 500 });
    expect(values(sampler.sample([anew], 2))).toEqual({ orchestrator_read_time: 0.25, orchestrator_read_bytes: 500 });
  });

  test('each orchestrator has rows of its own', () => {
    const rows = new OrchestratorSampler().sample(
      [counts({ name: 'a', comparisons: 1 }), counts({ name: 'b', comparisons: 2, disagreements: 1 })],
      1
    );
    expect(rows.map(({ source, value }) => [source, value])).toEqual([
      ['a', 1],
      ['b', 0.5],
    ]);
  });
});
