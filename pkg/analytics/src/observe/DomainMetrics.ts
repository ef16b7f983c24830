import { isEnded, type Job, type Orchestrator, type Session } from '@eljefe/contract';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

import { agentTypeOf } from '../domain/jobView';
import { type IngestCounts } from '../ingest/jobIngest';
import { type Change } from '../ingest/recorder';
import { EndedMetrics, type AgentLabels } from './EndedMetrics';
import { LabelBound } from './LabelBound';

const SECONDS = [1, 2.5, 5, 10, 15, 20, 30, 45, 60, 120, 300, 600, 1_800, 3_600];

export interface DomainSources {
  jobs(): Job[];
  sessions(): Session[];
  orchestrators(): Orchestrator[];
  now(): number;
  /** A running job without news for longer has gone quiet, s. */
  silentAfterSeconds: number;
}

/** A counter that appears with its first failure has no rise Prometheus could see: every outcome is told from the start. */
const OUTCOMES = ['completed', 'failed', 'interrupted', 'cancelled'] as const;

/** Ended jobs of one group, as the store counts them at start. */
export interface EndedCounts {
  source: string;
  agent_type: string;
  model: string;
  status: string;
  jobs: number;
  tokens: number;
  cost: number;
}

/** What Prometheus is told of agents and workflows (I1, I3): gauges of now, counters that go on over restarts. */
export class DomainMetrics {
  readonly registry = new Registry();
  private readonly labels = new LabelBound();
  /** Labels of the agent types seen; those beyond the bound share theirs and are not kept. */
  private readonly begun = new Map<string, AgentLabels>();
  private readonly more = new EndedMetrics(this.registry, this.labels);
  private readonly ended = this.counter('eljefe_jobs_ended_total', 'Jobs that ended, by outcome.', [
    'orchestrator',
    'agent_type',
    'status',
  ]);
  private readonly sessionsEnded = this.counter('eljefe_sessions_ended_total', 'Sessions that ended, by outcome.', [
    'orchestrator',
    'workflow',
    'status',
  ]);
  private readonly tokens = this.counter('eljefe_tokens_total', 'Tokens of ended jobs.', [
    'orchestrator',
    'agent_type',
    'model',
    'type',
  ]);
  private readonly cost = this.counter('eljefe_cost_usd_total', 'Cost of ended jobs that have one, USD.', [
    'orchestrator',
    'agent_type',
    'model',
  ]);
  private readonly facts = this.counter('eljefe_facts_total', 'Records received, by what became of them.', [
    'source',
    'result',
  ]);
  private readonly duration = new Histogram({
    name: 'eljefe_job_duration_seconds',
    help: 'Time from start to end of ended jobs, s.',
    labelNames: ['orchestrator', 'agent_type'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  private readonly untold = this.counter(
    'eljefe_metric_updates_failed_total',
    'Updates of metrics that could not be made, for what they would have told is no number Prometheus takes.',
    []
  );

  constructor(private readonly sources: DomainSources) {
    this.liveGauges();
    this.orchestratorGauges();
  }

  /** Continues the counters where the store says they were. */
  restore(rows: readonly EndedCounts[]): void {
    rows.forEach((row) => this.safely(() => this.restoreOne(row)));
  }

  counted({ source, stored, duplicate, refused }: IngestCounts): void {
    const labels = this.labels.bound({ source });
    this.safely(() => this.facts.inc({ ...labels, result: 'stored' }, stored));
    this.safely(() => this.facts.inc({ ...labels, result: 'duplicate' }, duplicate));
    this.safely(() => this.facts.inc({ ...labels, result: 'refused' }, refused));
  }

  /** Counts a job when it ends; a later correction of an ended job is seen in the store's measures, not in a counter. */
  changed(change: Change): void {
    for (const { before, after, entry } of change.jobs) {
      // From the fold: most changes need no view, and it is made anew after each.
      this.agentOf(entry.fold.source, agentTypeOf(entry.fold));
      if (isEnded(after) && (before === null || !isEnded(before))) {
        this.jobEnded(entry.view);
      }
    }
  }

  sessionEnded(session: Session): void {
    const labels = this.labels.bound({ orchestrator: session.source, workflow: session.workflow_id ?? '' });
    this.safely(() => this.sessionsEnded.inc({ ...labels, status: session.status }));
    this.safely(() => this.more.sessionEnded(session));
  }

  /** Facts are folded whatever becomes of the metrics: what cannot be told is counted, and the rest goes on. */
  private safely(update: () => void): void {
    try {
      update();
    } catch {
      this.untold.inc();
    }
  }

  private restoreOne({ source, agent_type, model, status, jobs, tokens, cost }: EndedCounts): void {
    const by = this.agentOf(source, agent_type);
    this.ended.inc({ ...by, status }, jobs);
    if (tokens > 0) {
      this.safely(() => this.tokens.inc({ ...by, ...this.labels.bound({ model }), type: 'total' }, tokens));
    }
    if (cost > 0) {
      this.safely(() => this.cost.inc({ ...by, ...this.labels.bound({ model }) }, cost));
    }
  }

  private jobEnded(job: Job): void {
    const by = this.agentOf(job.source, job.agent_type);
    const model = this.labels.bound({ model: job.model ?? '' });
    const { duration_seconds: seconds, tokens_used: tokens, total_cost: cost } = job;
    this.safely(() => this.ended.inc({ ...by, status: job.status }));
    this.safely(() => this.more.jobEnded(job, by));
    if (seconds !== null) {
      this.safely(() => this.duration.observe(by, seconds));
    }
    if (tokens !== null) {
      this.safely(() => this.tokens.inc({ ...by, ...model, type: 'total' }, tokens));
    }
    if (cost !== null) {
      this.safely(() => this.cost.inc({ ...by, ...model }, cost));
    }
  }

  /** Labels of an agent type; its outcomes are there at 0 from when it is first seen. */
  private agentOf(source: string, agentType: string): AgentLabels {
    const key = `${source}\u0000${agentType}`;
    return this.begun.get(key) ?? this.begin(this.labels.bound({ orchestrator: source, agent_type: agentType }));
  }

  private begin(by: AgentLabels): AgentLabels {
    const key = `${by.orchestrator}\u0000${by.agent_type}`;
    if (!this.begun.has(key)) {
      this.begun.set(key, by);
      OUTCOMES.forEach((status) => this.safely(() => this.ended.inc({ ...by, status }, 0)));
    }
    return by;
  }

  private counter<T extends string>(name: string, help: string, labelNames: T[]): Counter<T> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private liveGauges(): void {
    const gauge = (name: string, help: string, counts: (job: Job) => boolean): void => {
      const { labels, sources } = this;
      new Gauge({
        name,
        help,
        labelNames: ['orchestrator', 'agent_type'],
        registers: [this.registry],
        collect() {
          this.reset();
          for (const job of sources.jobs()) {
            const by = labels.bound({ orchestrator: job.source, agent_type: job.agent_type });
            this.inc(by, counts(job) ? 1 : 0);
          }
        },
      });
    };
    const quiet = (job: Job): boolean =>
      job.status === 'running' &&
      this.sources.now() - job.last_news_at > Math.max(this.sources.silentAfterSeconds, job.timeout_limit ?? 0) * 1_000;
    gauge('eljefe_jobs_running', 'Jobs running now.', ({ status }) => status === 'running');
    gauge('eljefe_jobs_queued', 'Jobs created and not started.', ({ status }) => status === 'queued');
    gauge(
      'eljefe_jobs_waiting',
      'Jobs waiting for a person.',
      ({ status }) => status === 'waiting' || status === 'paused'
    );
    gauge('eljefe_jobs_without_news', 'Running jobs whose last news is older than their limit.', quiet);
    const { labels, sources } = this;
    new Gauge({
      name: 'eljefe_sessions_running',
      help: 'Sessions running now.',
      labelNames: ['orchestrator', 'workflow'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const session of sources.sessions()) {
          const by = labels.bound({ orchestrator: session.source, workflow: session.workflow_id ?? '' });
          this.inc(by, isEnded(session.status) ? 0 : 1);
        }
      },
    });
  }

  private orchestratorGauges(): void {
    const gauge = (name: string, help: string, value: (orchestrator: Orchestrator) => number | null): void => {
      const { sources } = this;
      new Gauge({
        name,
        help,
        labelNames: ['orchestrator'],
        registers: [this.registry],
        collect() {
          this.reset();
          for (const orchestrator of sources.orchestrators()) {
            const known = value(orchestrator);
            if (known !== null) {
              this.set({ orchestrator: orchestrator.name }, known);
            }
          }
        },
      });
    };
    gauge('eljefe_orchestrator_up', 'Is the orchestrator heard (1) or not (0)?', ({ status }) =>
      Number(status === 'up' || status === 'degraded')
    );
    gauge('eljefe_orchestrator_last_news_age_seconds', 'Age of the last news, s.', ({ age_seconds }) => age_seconds);
    gauge(
      'eljefe_orchestrator_clock_offset_seconds',
      'Its clock minus ours, s.',
      ({ clock_offset_seconds }) => clock_offset_seconds
    );
    gauge(
      'eljefe_orchestrator_malformed_messages',
      'Malformed messages since the start of the service.',
      ({ malformed }) => malformed
    );
    gauge(
      'eljefe_host_cpu_percent',
      'CPU of the orchestrator’s host, percent.',
      ({ resources }) => resources?.cpu_percent ?? null
    );
    gauge(
      'eljefe_host_memory_percent',
      'Memory of the orchestrator’s host, percent.',
      ({ resources }) => resources?.memory_percent ?? null
    );
    gauge(
      'eljefe_host_memory_used_bytes',
      'Memory in use on the orchestrator’s host.',
      ({ resources }) => resources?.memory_used_bytes ?? null
    );
    gauge(
      'eljefe_host_disk_used_bytes',
      'Disk in use on the orchestrator’s host.',
      ({ resources }) => resources?.disk_used_bytes ?? null
    );
    gauge(
      'eljefe_host_disk_percent',
      'Disk of the orchestrator’s host, percent.',
      ({ resources }) => resources?.disk_percent ?? null
    );
  }
}
