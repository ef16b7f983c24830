import { BatchAnswer, Id, Job, JobBatch, JobRecord, shown } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';
import { type FastifyInstance } from 'fastify';

import { type ApiContext } from '../context';
import { ListQuery, listOptions } from '../listQuery';
import { ProblemError } from '../ProblemError';
import { addRoute } from '../route';
import { theOnly } from '../theOnly';

const JobPage = Type.Object(
  { items: Type.Array(Job), next_cursor: Type.Union([Type.String(), Type.Null()]) },
  { $id: 'JobPage' }
);
const WhichOrchestrator = Type.Object({
  orchestrator: Type.Optional(Type.String({ minLength: 1, maxLength: 512, description: 'when several know the id' })),
});
const DEFAULT_SOURCE = 'api';

interface Batch {
  source: string;
  records: readonly unknown[];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const wrong = (field: string, value: unknown, remedy: string): ProblemError =>
  new ProblemError('invalid-body', `${field}: found ${shown(value)}; ${remedy}`, {
    problems: [{ field, value: shown(value), remedy }],
  });

/** Reads the three shapes of a batch: `{source, jobs}`, a bare list, one record. The records themselves are checked where they are stored, one by one. */
export const readBatch = (body: unknown): Batch => {
  if (Array.isArray(body)) {
    return { source: DEFAULT_SOURCE, records: body };
  }
  if (!isObject(body)) {
    throw wrong('/', body, 'send {"source": …, "jobs": [ … ]}, a list of job records, or one job record');
  }
  if (!Object.hasOwn(body, 'jobs')) {
    return { source: DEFAULT_SOURCE, records: [body] };
  }
  const { jobs, source = null } = body;
  if (!Array.isArray(jobs)) {
    throw wrong('/jobs', jobs, 'send a list of job records');
  }
  if (source !== null && (typeof source !== 'string' || source === '' || source.length > 512)) {
    throw wrong('/source', source, 'send the name of the orchestrator, 1 to 512 characters, or leave it out');
  }
  return { source: source ?? DEFAULT_SOURCE, records: jobs };
};

/** `/api/v1/jobs` and `/api/v1/jobs/{id}`. */
export const jobRoutes = (app: FastifyInstance, { parts, config }: ApiContext): void => {
  const deadlineSeconds = config.limits.queryMaxSeconds;
  addRoute(app, {
    method: 'GET',
    url: '/api/v1/jobs',
    access: 'read',
    tag: 'jobs',
    summary: 'Jobs: filter, sort, search, in pages',
    query: ListQuery,
    answers: { 200: { description: 'A page', schema: JobPage } },
    deadlineSeconds,
    handle: ({ query, signal }) => parts.queries.jobs(listOptions(query, signal)),
  });
  addRoute(app, {
    method: 'POST',
    url: '/api/v1/jobs',
    access: 'send',
    tag: 'jobs',
    summary: 'Sends full or partial job records (D2)',
    description:
      'Records may come in any order, partial and repeated; the result is the same. The answer comes when what it counts as stored is durable. `source` is `api` unless the batch or the record names one. With x-ndjson, one record a line. gzip is taken.',
    body: {
      schema: Type.Union([JobBatch, Type.Array(JobRecord), JobRecord]),
      types: ['application/json', 'application/x-ndjson'],
      raw: true,
    },
    answers: { 200: { description: 'Counts, and each refused record with its reason', schema: BatchAnswer } },
    handle: ({ body, identity }) => {
      const batch = readBatch(body);
      const most = config.limits.batchRecords;
      if (batch.records.length > most) {
        throw new ProblemError(
          'too-large',
          `The batch has ${batch.records.length} records; send at most ${most} at once (limits.batchRecords)`
        );
      }
      return parts.ingest.jobs(batch.records, { source: batch.source, identity: identity() });
    },
  });
  addRoute(app, {
    method: 'GET',
    url: '/api/v1/jobs/:id',
    access: 'read',
    tag: 'jobs',
    summary: 'One job, by the orchestrator’s own id',
    params: Type.Object({ id: Id }),
    query: WhichOrchestrator,
    answers: { 200: { description: 'The job', schema: Job } },
    deadlineSeconds,
    handle: async ({ params, query }) =>
      theOnly(await parts.queries.job(params.id, query.orchestrator), 'job of this id', query.orchestrator),
  });
};
