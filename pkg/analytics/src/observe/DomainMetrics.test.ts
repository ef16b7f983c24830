import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { jobNews } from '../domain/folds.fixtures';
import { jobItem, makeIngest } from '../ingest/ingest.fixtures';
import { type News } from '../ingest/news';

import { DomainMetrics } from './DomainMetrics';

const makeMetrics = () => {
  const inside = makeIngest();
  const jobs = () => [...inside.entities.jobs.values()].map(({ view }) => view);
  const metrics = new DomainMetrics({
    jobs,
    sessions: () => [],
    orchestrators: () => [],
    now: () => inside.clock.now,
    silentAfterSeconds: 300,
  });
  const record = async (...items: News[]): Promise<void> => {
    const before = inside.changes.length;
    await inside.recorder.record(items);
    inside.changes.slice(before).forEach((change) => metrics.changed(change));
  };
  const value = async (name: string): Promise<number> => {
    const found = await metrics.registry.getSingleMetric(name)?.get();
    return (found?.values ?? []).reduce((sum, { value: one }) => sum + one, 0);
  };
  return { ...inside, metrics, record, value };
};

const COUNTERS = ['eljefe_jobs_ended_total', 'eljefe_tokens_total', 'eljefe_cost_usd_total'];

describe('I1: what Prometheus is told', () => {
  test('counters never fall, whatever is told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(jobNews, { maxLength: 12 }), async (told) => {
        const { record, value } = makeMetrics();
        let before = COUNTERS.map(() => 0);
        for (const news of told) {
          await record({ kind: 'job', source: 's', subject: 'j', news, observed: false });
          const after = await Promise.all(COUNTERS.map(value));
          expect(after.every((one, index) => one >= (before[index] ?? 0))).toBe(true);
          before = after;
        }
      }),
      { numRuns: 40 }
    );
  });
  test('every outcome of an agent type is told, as 0, from its first job on: a first failure is a rise', async () => {
    const { record, metrics } = makeMetrics();
    await record(jobItem({ status: 'running', agent_type: 'writer' }));
    const text = await metrics.registry.getSingleMetricAsString('eljefe_jobs_ended_total');
    const told = [...text.matchAll(/agent_type="writer",status="(\w+)"} (\d+)/g)].map(
      ([, status, value]) => `${status} ${value}`
    );
    expect(told).toEqual(['completed 0', 'failed 0', 'interrupted 0', 'cancelled 0']);
    await record(jobItem({ status: 'failed', agent_type: 'writer', completed_at: 9, stamp: 9 }));
    expect(await metrics.registry.getSingleMetricAsString('eljefe_jobs_ended_total')).toContain('status="failed"} 1');
  });
  test('a job that ends counts once, told twice or corrected', async () => {
    const { record, value } = makeMetrics();
    await record(jobItem({ status: 'running', started_at: 1_000, stamp: 1_000 }));
    const end = { status: 'completed', completed_at: 6_000, tokens_used: 50 };
    await record(jobItem({ ...end, stamp: 6_000 }));
    await record(jobItem({ ...end, tokens_used: 60, stamp: 7_000 }));
    expect(await Promise.all(['eljefe_jobs_ended_total', 'eljefe_tokens_total'].map(value))).toEqual([1, 50]);
  });
  test('D3: a figure Prometheus does not take stops neither the fold nor the other metrics; it is counted', async () => {
    const { record, entities, value } = makeMetrics();
    const end = { status: 'completed', completed_at: 9, stamp: 9 };
    await record(jobItem({ id: 'bad', ...end, tokens_used: -5, total_cost: 2 }), jobItem({ id: 'good', ...end }));
    expect([...entities.jobs.values()].map(({ view }) => view.status)).toEqual(['completed', 'completed']);
    const told = ['eljefe_jobs_ended_total', 'eljefe_cost_usd_total', 'eljefe_metric_updates_failed_total'];
    expect(await Promise.all(told.map(value))).toEqual([2, 2, 1]);
  });
  test('D3: a stored total that is no number does not keep the service from starting', async () => {
    const { metrics, value } = makeMetrics();
    const group = { source: 's', agent_type: 'coder', model: '', status: 'completed' };
    metrics.restore([
      { ...group, jobs: 7, tokens: 70, cost: Infinity },
      { ...group, agent_type: 'writer', jobs: 1, tokens: 2, cost: 3 },
    ]);
    expect(await Promise.all([...COUNTERS, 'eljefe_metric_updates_failed_total'].map(value))).toEqual([8, 72, 3, 1]);
  });
  test('running, queued and waiting are told as they are now', async () => {
    const { record, value } = makeMetrics();
    await record(
      jobItem({ id: 'a', status: 'running' }),
      jobItem({ id: 'b', status: 'queued' }),
      jobItem({ id: 'c', status: 'waiting' })
    );
    const gauges = ['eljefe_jobs_running', 'eljefe_jobs_queued', 'eljefe_jobs_waiting'];
    expect(await Promise.all(gauges.map(value))).toEqual([1, 1, 1]);
    await record(jobItem({ id: 'a', status: 'completed', completed_at: 9, stamp: 9 }));
    expect(await Promise.all(gauges.map(value))).toEqual([0, 1, 1]);
  });
  test('L2: a running job without news for too long', async () => {
    const { record, value, clock } = makeMetrics();
    await record(
      jobItem({ id: 'a', status: 'running' }),
      jobItem({ id: 'slow', status: 'running', timeout_limit: 900 })
    );
    clock.now += 301_000;
    expect(await value('eljefe_jobs_without_news')).toBe(1);
  });
  test('a flood of names becomes `other`, so that no source can flood Prometheus', async () => {
    const { record, metrics } = makeMetrics();
    const names = Array.from({ length: 500 }, (_, index) => `type-${index}`);
    await record(...names.map((name) => jobItem({ id: name, agent_type: name, status: 'completed', completed_at: 5 })));
    const found = await metrics.registry.getSingleMetric('eljefe_jobs_ended_total')?.get();
    expect(new Set(found?.values.map(({ labels }) => labels.agent_type)).size).toBe(201);
  });
  test('counters go on where the store says they were', async () => {
    const { metrics, value } = makeMetrics();
    const group = { source: 's', agent_type: 'coder', model: '', status: 'completed' };
    metrics.restore([{ ...group, jobs: 7, tokens: 70, cost: 0 }]);
    expect(await Promise.all(COUNTERS.map(value))).toEqual([7, 70, 0]);
  });
});
