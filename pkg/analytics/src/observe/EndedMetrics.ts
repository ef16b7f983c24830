import { type Job, type Session } from '@eljefe/contract';
import { Counter, Histogram, type Registry } from 'prom-client';

import { type LabelBound } from './LabelBound';

const SECONDS = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600];
const SESSION_SECONDS = [10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400];
const TENTHS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const STARS = [1, 2, 3, 4, 5];
const JOB = ['orchestrator', 'agent_type'];
const SESSION = ['orchestrator', 'workflow'];

const familiesIn = (registry: Registry) => {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = (name: string, help: string, { labels, buckets }: { labels: string[]; buckets: number[] }) =>
    new Histogram({ name, help, labelNames: labels, buckets, registers });
  const seconds = { labels: JOB, buckets: SECONDS };
  return {
    timedOut: counter('eljefe_jobs_timed_out_total', 'Jobs that ended by a timeout.', JOB),
    completion: histogram('eljefe_job_completion_seconds', 'Queue wait and processing of ended jobs, s.', seconds),
    queueWait: histogram('eljefe_job_queue_wait_seconds', 'Wait of ended jobs from creation to start, s.', seconds),
    words: counter('eljefe_words_total', 'Words written by ended jobs.', JOB),
    quality: histogram('eljefe_job_quality_score', 'Quality score, 0 to 1, known when the job ended.', {
      labels: JOB,
      buckets: TENTHS,
    }),
    satisfaction: histogram('eljefe_job_satisfaction_score', 'Rating, 1 to 5, known when the job ended.', {
      labels: JOB,
      buckets: STARS,
    }),
    revised: counter('eljefe_jobs_revised_total', 'Ended jobs with a revision.', JOB),
    tokenCost: counter('eljefe_token_cost_usd_total', 'Token cost of ended jobs, USD.', JOB),
    resourceCost: counter('eljefe_resource_cost_usd_total', 'Resource cost that ended jobs reported, USD.', JOB),
    unpriced: counter('eljefe_jobs_unpriced_total', 'Ended jobs with tokens but no cost.', JOB),
    attempts: counter('eljefe_step_attempts_total', 'Attempts of workflow steps, by outcome.', [
      ...SESSION,
      'step',
      'status',
    ]),
    sessionTime: histogram('eljefe_session_duration_seconds', 'Time from start to end of ended sessions, s.', {
      labels: SESSION,
      buckets: SESSION_SECONDS,
    }),
    handoffs: counter('eljefe_handoffs_total', 'Handoffs in ended sessions, by outcome.', [...SESSION, 'outcome']),
    humanActions: counter('eljefe_human_actions_total', 'Actions of people in ended sessions.', SESSION),
  };
};

export type AgentLabels = Record<'orchestrator' | 'agent_type', string>;

/** Most of them stay as they are with most jobs, and telling a counter nothing costs as much as telling it something. */
const add = (counter: Counter, by: AgentLabels, more: number): void => {
  if (more !== 0) {
    counter.inc(by, more);
  }
};

/**
 * Further families of what ended: one for each measure of the registry that has a Prometheus name. Counted once, when a
 * job or session ends.
 */
export class EndedMetrics {
  private readonly families: ReturnType<typeof familiesIn>;
  private readonly begun = new Set<string>();

  constructor(
    registry: Registry,
    private readonly labels: LabelBound
  ) {
    this.families = familiesIn(registry);
  }

  /** @param by labels of its agent type, bounded */
  jobEnded(job: Job, by: AgentLabels): void {
    const { families } = this;
    this.begin(by);
    add(families.timedOut, by, job.error_category === 'timeout' ? 1 : 0);
    add(families.words, by, job.words_generated ?? 0);
    add(families.revised, by, (job.revision_count ?? 0) > 0 ? 1 : 0);
    add(families.tokenCost, by, job.token_cost ?? 0);
    add(families.resourceCost, by, job.resource_cost ?? 0);
    add(families.unpriced, by, (job.tokens_used ?? 0) > 0 && job.total_cost === null ? 1 : 0);
    this.observeJob(job, by);
    if (job.step !== null) {
      const step = this.labels.bound({ workflow: job.workflow_id ?? '', step: job.step });
      families.attempts.inc({ orchestrator: by.orchestrator, ...step, status: job.status });
    }
  }

  sessionEnded(session: Session): void {
    const by = this.labels.bound({ orchestrator: session.source, workflow: session.workflow_id ?? '' });
    this.families.humanActions.inc(by, session.human_actions);
    if (session.duration_seconds !== null) {
      this.families.sessionTime.observe(by, session.duration_seconds);
    }
    for (const { outcome } of session.handoffs) {
      this.families.handoffs.inc({ ...by, outcome });
    }
  }

  /** Counters of an agent type are there at 0 from its first job on, so that Prometheus sees their first rise. */
  private begin(by: AgentLabels): void {
    const key = `${by.orchestrator}\u0000${by.agent_type}`;
    if (!this.begun.has(key)) {
      this.begun.add(key);
      const { timedOut, words, revised, tokenCost, resourceCost, unpriced } = this.families;
      [timedOut, words, revised, tokenCost, resourceCost, unpriced].forEach((counter) => counter.inc(by, 0));
    }
  }

  private observeJob(job: Job, by: AgentLabels): void {
    const { families } = this;
    const { queue_wait_time: wait, processing_time: work } = job;
    if (wait !== null) {
      families.queueWait.observe(by, wait);
    }
    if (wait !== null && work !== null) {
      families.completion.observe(by, wait + work);
    }
    if (job.output_quality_score !== null) {
      families.quality.observe(by, job.output_quality_score);
    }
    if (job.user_satisfaction !== null) {
      families.satisfaction.observe(by, job.user_satisfaction);
    }
  }
}
