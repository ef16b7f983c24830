import { describe, expect, it } from 'vitest';

import { failureBurst } from '../scenarios/failureBurst';
import { healthy } from '../scenarios/healthy';
import { dryRun } from './dryRun';
import { pythonIso } from './pythonTime';

describe('ground truth', () => {
  const run = dryRun({ seed: 3, scenario: failureBurst, agents: 30, seconds: 300, offsetMinutes: 120 });
  const { truth, state } = run;

  it('A1.1, A1.3: its rates are those of its jobs', () => {
    const count = (status: string): number => truth.jobs.filter((job) => job.status === status).length;
    const judged = count('completed') + count('failed');
    expect(truth.aggregate.success_rate).toBeCloseTo(count('completed') / judged, 12);
    expect(truth.aggregate.error_rate).toBeCloseTo(count('failed') / judged, 12);
    expect(truth.aggregate.ended).toBe(judged);
    expect(truth.aggregate.timeouts).toBe(truth.jobs.filter((job) => job.error_category === 'timeout').length);
  });

  it('A1.2: its mean response time is that of its jobs', () => {
    const spans = truth.jobs.flatMap((job) =>
      job.completed_at === null || job.started_at === null ? [] : [(job.completed_at - job.started_at) / 1_000]
    );
    expect(truth.aggregate.mean_response_seconds).toBeCloseTo(
      spans.reduce((sum, span) => sum + span, 0) / spans.length,
      9
    );
  });

  it('says of each job what the interface shows', () => {
    expect(truth.jobs.length).toBeGreaterThan(300);
    for (const job of truth.jobs.filter(({ started_at }) => started_at !== null)) {
      const shown = state.jobs.get(job.id);
      expect(shown).toMatchObject({
        status: job.status,
        tokens_used: job.tokens ?? 0,
        words_generated: job.words ?? 0,
        error_message: job.error_message,
      });
      expect(shown?.started_at?.slice(0, 23)).toBe(
        pythonIso(job.started_at ?? 0, 120)
          .slice(0, 23)
          .replace(/:(\d\d)$/, ':$1.000')
      );
    }
  });

  it('counts everything even where it keeps only the last', () => {
    const full = dryRun({ seed: 3, scenario: healthy, agents: 30, seconds: 300 }).truth;
    const kept = dryRun({ seed: 3, scenario: healthy, agents: 30, seconds: 300, keepEnded: 50 });
    expect(kept.truth.aggregate.ended).toBe(full.aggregate.ended);
    expect(kept.truth.aggregate.mean_response_seconds).toBe(full.aggregate.mean_response_seconds);
    expect(kept.truth.jobs_omitted).toBeGreaterThan(100);
    expect(
      [...kept.state.jobs.values()].filter((job) => job.status === 'completed' || job.status === 'failed').length
    ).toBe(50);
  });

  it('gives the cause of each failure, which the text alone does not', () => {
    const failed = truth.jobs.filter((job) => job.status === 'failed');
    expect(failed.length).toBeGreaterThan(30);
    expect(failed.every((job) => job.error_category !== null && (job.error_message ?? '').length > 10)).toBe(true);
  });
});
