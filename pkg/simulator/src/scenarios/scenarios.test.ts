import { describe, expect, it } from 'vitest';

import { dryRun, type DryRun } from '../core/dryRun';
import { type TruthJob, type TruthLabel } from '../core/truth';
import { scenarioNamed, SCENARIOS } from './scenarios';

const START = 1_760_000_000_000;

const runOf = (name: string, seconds: number, agents = 40): DryRun => {
  const scenario = scenarioNamed(name);
  if (!scenario) {
    throw new Error(`no scenario ${name}`);
  }
  return dryRun({ seed: 21, scenario, agents, seconds, startMs: START });
};

const labelOf = ({ truth }: DryRun, kind: string): TruthLabel => {
  const label = truth.labels.find((candidate) => candidate.kind === kind);
  if (!label) {
    throw new Error(`no label ${kind}`);
  }
  return label;
};

const within =
  (label: TruthLabel) =>
  (job: TruthJob): boolean =>
    job.started_at !== null && job.started_at >= label.from && (label.to === null || job.started_at < label.to);

const failedShare = (jobs: TruthJob[]): number => {
  const ended = jobs.filter((job) => job.status === 'completed' || job.status === 'failed');
  return ended.filter((job) => job.status === 'failed').length / ended.length;
};

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const secondsOf = (jobs: TruthJob[]): number =>
  mean(
    jobs.flatMap((job) =>
      job.completed_at === null || job.started_at === null ? [] : [(job.completed_at - job.started_at) / 1_000]
    )
  );

const streaming = (job: TruthJob): boolean => job.origin === 'streaming';

describe('scenarios and their ground truth', () => {
  it('are all there, each with a name and a summary of its own', () => {
    expect(SCENARIOS.map(({ name }) => name)).toEqual([
      'healthy',
      'failure-burst',
      'slow-after-deployment',
      'cost-leak',
      'deadlock',
      'loop',
      'queue-growth',
      'resource-exhaustion',
      'orchestrator-restart',
      'malformed-messages',
    ]);
    expect(new Set(SCENARIOS.map(({ summary }) => summary)).size).toBe(10);
  });

  it('healthy: labelled for the whole run, few failures, jobs of 5 to 40 s, some human waits', () => {
    const run = runOf('healthy', 900);
    expect(labelOf(run, 'healthy')).toMatchObject({ from: START, to: null });
    expect(run.truth.aggregate.error_rate).toBeGreaterThan(0.003);
    expect(run.truth.aggregate.error_rate).toBeLessThan(0.04);
    expect(run.truth.aggregate.sessions.with_human_wait).toBeGreaterThan(2);
    const done = run.truth.jobs.filter(
      (job) => streaming(job) && job.status === 'completed' && job.human_wait_seconds === 0
    );
    const spans = done.map((job) => ((job.completed_at ?? 0) - (job.started_at ?? 0)) / 1_000);
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(4.99);
    expect(Math.max(...spans)).toBeLessThanOrEqual(40.01);
  });

  it('failure-burst: failures in the labelled window, with the labelled causes, and few outside', () => {
    const run = runOf('failure-burst', 300);
    const label = labelOf(run, 'failure-burst');
    expect(label).toMatchObject({ from: START + 60_000, to: START + 180_000 });
    const jobs = run.truth.jobs.filter(streaming);
    expect(failedShare(jobs.filter(within(label)))).toBeGreaterThan(0.3);
    expect(failedShare(jobs.filter((job) => !within(label)(job)))).toBeLessThan(0.06);
    const causes = new Set(jobs.filter(within(label)).flatMap((job) => job.error_category ?? []));
    expect([...causes].sort()).toEqual(['dependency', 'rate_limit', 'timeout']);
  });

  it('slow-after-deployment: labelled agent types take longer from the marked release on', () => {
    const run = runOf('slow-after-deployment', 400);
    const label = labelOf(run, 'slow-after-deployment');
    const mark = run.events.find((event) => event.kind === 'mark');
    expect(mark).toMatchObject({ atMs: 90_000, mark: { kind: 'deployment', version: '2.4.0' } });
    const [hit, spared] = [true, false].map((subject) =>
      run.truth.jobs.filter(
        (job) =>
          streaming(job) &&
          job.status === 'completed' &&
          job.human_wait_seconds === 0 &&
          label.subjects.includes(job.agent_type) === subject
      )
    );
    const ratio = (jobs: TruthJob[]): number =>
      secondsOf(jobs.filter(within(label))) / secondsOf(jobs.filter((job) => !within(label)(job)));
    expect(ratio(hit ?? [])).toBeGreaterThan(2);
    expect(ratio(spared ?? [])).toBeLessThan(1.3);
  });

  it('cost-leak: labelled agent types use ever more tokens on another model', () => {
    const run = runOf('cost-leak', 420);
    const label = labelOf(run, 'cost-leak');
    const jobs = run.truth.jobs.filter(
      (job) => streaming(job) && job.agent_type === 'researcher' && job.status === 'completed'
    );
    const tokens = (from: number, to: number): number =>
      mean(
        jobs.flatMap((job) =>
          job.started_at !== null && job.started_at >= START + from * 1_000 && job.started_at < START + to * 1_000
            ? [job.tokens ?? 0]
            : []
        )
      );
    expect(tokens(300, 420)).toBeGreaterThan(4 * tokens(0, 60));
    expect(new Set(jobs.filter(within(label)).map((job) => job.model))).toEqual(new Set(['claude-opus-4-1']));
  });

  it('deadlock: the two labelled jobs wait for each other and never end', () => {
    const run = runOf('deadlock', 500);
    const label = labelOf(run, 'deadlock');
    const jobs = run.truth.jobs.filter((job) => label.jobs.includes(job.id));
    expect(label.to).toBeNull();
    expect(jobs.map((job) => job.status)).toEqual(['running', 'running']);
    expect(run.truth.sessions.find((session) => session.id === label.sessions[0])?.status).toBe('running');
    const waits = run.events.flatMap((event) =>
      event.kind === 'job-created' && event.job.key.startsWith('deadlock')
        ? [[event.job.step, ...event.job.dependsOn]]
        : []
    );
    expect(waits).toEqual([
      ['draft', 'review'],
      ['review', 'draft'],
    ]);
  });

  it('T10: loop: the labelled jobs repeat one task and one tool call at least three times', () => {
    const run = runOf('loop', 500);
    const label = labelOf(run, 'loop');
    const jobs = run.truth.jobs.filter((job) => label.jobs.includes(job.id));
    expect(jobs.filter((job) => job.step === 'draft').length).toBe(10);
    expect(jobs.every((job) => job.status === 'completed')).toBe(true);
    const calls = run.events.filter(
      (event) => event.kind === 'job-progress' && event.currentStep === "Tool: read_files('summary.md')"
    );
    expect(calls.length).toBe(80);
  });

  it('A2.4: queue-growth: depth and wait of the labelled agent type grow in the window', () => {
    const run = runOf('queue-growth', 345);
    const label = labelOf(run, 'queue-growth');
    const depth = (seconds: number): number =>
      run.truth.jobs.filter(
        (job) =>
          job.origin === 'assign' &&
          job.created_at <= START + seconds * 1_000 &&
          (job.started_at === null || job.started_at > START + seconds * 1_000)
      ).length;
    expect(label.subjects).toEqual(['analyst']);
    expect(depth(60)).toBeLessThan(8);
    expect(depth(340)).toBeGreaterThan(30);
    expect(depth(340)).toBeGreaterThan(depth(200));
    expect(run.truth.aggregate.queued).toBeGreaterThan(30);
  });

  it('resource-exhaustion: memory failures in the labelled window', () => {
    const run = runOf('resource-exhaustion', 260, 80);
    const label = labelOf(run, 'resource-exhaustion');
    const killed = run.truth.jobs.filter((job) => /MemoryError|out of memory/.test(job.error_message ?? ''));
    expect(killed.length).toBeGreaterThan(3);
    expect(killed.every(within(label))).toBe(true);
  });

  it('orchestrator-restart: what was under way is labelled as orphaned', () => {
    const run = runOf('orchestrator-restart', 120);
    const label = labelOf(run, 'orchestrator-restart');
    const orphans = run.truth.jobs.filter((job) => job.orphaned);
    expect(label).toMatchObject({ from: START + 60_000, to: START + 65_000 });
    expect(orphans.length).toBeGreaterThan(10);
    expect([...label.jobs].sort()).toEqual(orphans.map((job) => job.id).sort());
    const started = run.events.flatMap((event) => (event.kind === 'job-started' ? [event.atMs] : []));
    expect(started.some((atMs) => atMs > 60_000 && atMs < 65_000)).toBe(false);
    expect(started.some((atMs) => atMs > 65_000)).toBe(true);
  });

  it('malformed-messages: every kind of faulty frame, wrong clocks known to the truth', () => {
    const run = runOf('malformed-messages', 120);
    expect(labelOf(run, 'malformed-messages').from).toBe(START + 20_000);
    const faults = new Set(run.events.flatMap((event) => (event.kind === 'frame-fault' ? [event.fault] : [])));
    expect(faults.size).toBe(11);
    const skewed = run.truth.jobs.filter((job) => job.clock_skew_seconds === 7_200);
    expect(skewed.length).toBeGreaterThan(5);
    const shown = run.state.jobs.get(
      skewed.find((job) => run.state.jobs.get(job.id)?.started_at?.length === 26)?.id ?? ''
    );
    const job = skewed.find(({ id }) => id === shown?.job_id);
    expect(Math.floor(Date.parse(`${shown?.started_at ?? ''}Z`)) - (job?.started_at ?? 0)).toBe(7_200_000);
  });
});
