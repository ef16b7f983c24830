import { type Job, type Session, type Step } from '@eljefe/contract';

import { type Loop } from './loops';
import { jobLoops } from './sessionLoops';
import { deadlocksOf, stallsOf, type Deadlock, type Stall, type StallRules, type Usual } from './waitFor';

export interface Troubles {
  at: number;
  openSessions: number;
  deadlocks: Array<Deadlock & { since: number }>;
  stalls: Stall[];
  /** Of a session, or of one job by its own tool calls. */
  loops: Array<{
    source: string;
    session_id: string | null;
    job_id: string | null;
    workflow: string | null;
    loop: Loop;
  }>;
}

export interface GraphWatchDeps {
  sessions(): Session[];
  jobs(): Job[];
  /** What is usual for a step of a workflow; empty until it is known. */
  usual(): ReadonlyMap<string, Usual>;
  rules: StallRules;
  now(): number;
}

export const usualKey = (workflow: string | null, step: string): string => `${workflow ?? ''}\u0000${step}`;

const identity = ({ source, session_id, steps }: Deadlock): string => JSON.stringify([source, session_id, steps]);

/** Looks at the open sessions now and then: a circle counts when it stood at two looks on end. */
export class GraphWatch {
  private seen = new Map<string, number>();
  private found: Troubles;

  constructor(private readonly deps: GraphWatchDeps) {
    this.found = { at: deps.now(), openSessions: 0, deadlocks: [], stalls: [], loops: [] };
  }

  /** What the last look found. */
  troubles(): Troubles {
    return this.found;
  }

  look(): void {
    const now = this.deps.now();
    const sessions = this.deps.sessions();
    const all = this.deps.jobs();
    const jobs = jobsByKey(all);
    const open = sessions.filter(({ status }) => status === 'running' || status === 'waiting' || status === 'paused');
    const circles = open.flatMap((session) => deadlocksOf(session));
    const before = this.seen;
    this.seen = new Map(circles.map((circle) => [identity(circle), before.get(identity(circle)) ?? now]));
    this.found = {
      at: now,
      openSessions: open.length,
      deadlocks: circles
        .filter((circle) => before.has(identity(circle)))
        .map((circle) => ({ ...circle, since: this.seen.get(identity(circle)) ?? now })),
      stalls: open.flatMap((session) => this.stalls(session, jobs, now)),
      loops: [...sessions.flatMap((session) => this.loops(session, jobs)), ...all.flatMap(toolLoops)],
    };
  }

  private stalls(session: Session, jobs: ReadonlyMap<string, Job>, now: number): Stall[] {
    const usual = this.deps.usual();
    return stallsOf(session, {
      now,
      rules: this.deps.rules,
      lastNewsAt: (step) => lastNews(step, session, jobs),
      usual: (step) => usual.get(usualKey(session.workflow_id, step.name)) ?? null,
    });
  }

  private loops(session: Session, jobs: ReadonlyMap<string, Job>): Troubles['loops'] {
    const own = session.steps.flatMap(({ job_ids }) =>
      job_ids.flatMap((id) => jobs.get(jobKey(session.source, id)) ?? [])
    );
    const { source, session_id, workflow_id } = session;
    return jobLoops(own).map((loop) => ({ source, session_id, job_id: null, workflow: workflow_id, loop }));
  }
}

/** A loop among the tool calls of a job, as its source's telemetry told it. */
const toolLoops = ({ source, job_id, session_id, workflow_id, labels }: Job): Troubles['loops'] => {
  const told = labels['tool_loop'];
  const repeats = Number(labels['tool_loop_repeats']);
  if (told === undefined || !Number.isSafeInteger(repeats)) {
    return [];
  }
  const loop = { cycle: told.split(' → '), repeats, wastedTokens: null, wastedUsd: null, subjects: [job_id] };
  return [{ source, session_id, job_id, workflow: workflow_id, loop }];
};

const jobKey = (source: string, id: string): string => `${source}\u0000${id}`;

const jobsByKey = (jobs: readonly Job[]): Map<string, Job> =>
  new Map(jobs.map((job) => [jobKey(job.source, job.job_id), job]));

const lastNews = (step: Step, session: Session, jobs: ReadonlyMap<string, Job>): number | null => {
  const news = step.job_ids.flatMap((id) => jobs.get(jobKey(session.source, id))?.last_news_at ?? []);
  return news.length === 0 ? null : Math.max(...news);
};
