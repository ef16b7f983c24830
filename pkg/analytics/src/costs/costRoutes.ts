import { Id, Nullable, type Job } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';

import { type ApiPlugin } from '../api/buildApi';
import { ProblemError } from '../api/ProblemError';
import { addRoute } from '../api/route';
import { theOnly } from '../api/theOnly';
import { type RowReader } from '../ingest/ports';

import { rollUp, type Part } from './rollUp';

const MOST_JOBS = 100_000;

const sum = {
  jobs: Type.Integer(),
  usd: Nullable(Type.Number({ description: 'of the jobs with a known cost' })),
  tokens: Nullable(Type.Number()),
  unpriced: Type.Integer({ description: 'jobs whose cost nobody knows; they are missing from usd' }),
  open: Type.Integer({ description: 'jobs that still run' }),
};
const JobCosts = Type.Object(
  {
    job_id: Id,
    own: Type.Object(sum),
    total: Type.Object(sum, { description: 'the job and all its sub-agents' }),
    sub_agents: Type.Array(Type.Object({ agent_type: Type.String(), ...sum })),
  },
  { $id: 'JobCosts' }
);

export interface CostDeps {
  store: RowReader;
  jobs(id: string, orchestrator?: string): Promise<Job[]>;
  /** Jobs in memory: newer than their rows. */
  liveJobs(): Job[];
}

interface Row {
  id: string;
  parent_id: string;
  agent_type: string;
  status: Part['status'];
  total_cost_usd: number | null;
  tokens_total: number | null;
}

/** Sub-agents share their parent's session; without one, all jobs since the parent began are looked through. */
const familyOf = async ({ source, session_id, first_seen_at }: Job, store: RowReader): Promise<Part[]> => {
  const where =
    session_id === null
      ? `parent_id != '' AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')`
      : 'session_id = {session:String}';
  const rows = await store.query<Row>(
    `SELECT id, parent_id, agent_type, status, total_cost_usd, tokens_total FROM jobs FINAL
     WHERE source = {source:String} AND ${where} LIMIT ${MOST_JOBS}`,
    { params: session_id === null ? { source, from: first_seen_at } : { source, session: session_id } }
  );
  return rows.map((row) => ({
    job_id: row.id,
    parent_job_id: row.parent_id === '' ? null : row.parent_id,
    agent_type: row.agent_type,
    status: row.status,
    total_cost: row.total_cost_usd,
    tokens_used: row.tokens_total === null ? null : Number(row.tokens_total),
  }));
};

/** `GET /api/v1/jobs/{id}/costs`: a job's cost rolled up with its sub-agents' (A4.1). */
export const costRoutes =
  ({ store, jobs, liveJobs }: CostDeps): ApiPlugin =>
  (scope, { config }) => {
    addRoute(scope, {
      method: 'GET',
      url: '/api/v1/jobs/:id/costs',
      access: 'read',
      tag: 'jobs',
      summary: 'Cost and tokens of one job, its own and with all its sub-agents',
      params: Type.Object({ id: Id }),
      query: Type.Object({ orchestrator: Type.Optional(Id) }),
      answers: { 200: { description: 'The sums', schema: JobCosts } },
      deadlineSeconds: config.limits.queryMaxSeconds,
      handle: async ({ params: { id }, query: { orchestrator } }) => {
        const job = theOnly(await jobs(id, orchestrator), 'job of this id', orchestrator);
        const parts = new Map((await familyOf(job, store)).map((part): [string, Part] => [part.job_id, part]));
        liveJobs()
          .filter(({ source }) => source === job.source)
          .forEach((live) => parts.set(live.job_id, live));
        parts.set(id, job);
        const rolledUp = rollUp(id, [...parts.values()]);
        if (rolledUp === null) {
          throw new ProblemError('not-found', 'The job went away while it was read; ask again');
        }
        return { job_id: id, ...rolledUp };
      },
    });
  };
