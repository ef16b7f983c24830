import { Type } from '@sinclair/typebox';
import { type FastifyInstance, type FastifyRequest } from 'fastify';

import { type ApiPlugin } from '../../../api/buildApi';
import { ProblemError } from '../../../api/ProblemError';
import { addRoute } from '../../../api/route';
import { type News } from '../../../ingest/news';
import { type RowWriter } from '../../../ingest/ports';
import { type Redaction } from '../../../redaction';
import { type RowOf } from '../../../store/schema';
import { type Receiver } from '../Receiver';
import { type Signal, type SourceCounters } from '../SourceCounters';
import { isJson, objectOf, textOf, type Json } from './fields';
import { readGeneration } from './readGeneration';
import { readRating, readScore } from './scores';
import { Steps } from './Steps';

export interface Agento11yDeps {
  receiver: Receiver;
  writer: RowWriter;
  record: (news: readonly News[]) => Promise<unknown>;
  counters: SourceCounters;
  redaction: Redaction;
  now(): number;
}

interface Result {
  accepted: boolean;
  error: string;
  generation_id?: string;
  step_id?: string;
  score_id?: string;
  rating_id?: string;
}

type IdName = 'generation_id' | 'step_id' | 'score_id' | 'rating_id';
type Read<T> = ({ id: string } & T) | { id: string; fault: string };

const NAME = 'agento11y';
const MOST = 10_000;

const itemsOf = (body: unknown, key: string): Json[] => {
  const list = objectOf(body)[key];
  if (!Array.isArray(list) || list.length > MOST) {
    throw new ProblemError('invalid-body', `Send {"${key}": […]} with at most ${MOST} entries`);
  }
  return list.map((item) => (isJson(item) ? item : {}));
};

const tenantOf = (request: FastifyRequest): string => textOf(request.headers['x-scope-orgid'], 200) ?? NAME;

const resultsOf = <T>(read: ReadonlyArray<Read<T>>, name: IdName): { results: Result[] } => ({
  results: read.map((item) => ({
    [name]: item.id,
    accepted: !('fault' in item),
    error: 'fault' in item ? item.fault : '',
  })),
});

/** Grafana's agent SDK: `/api/v1/{generations,workflow-steps,scores}:export` and ratings, each item answered by itself. */
export const agento11yRoutes =
  (deps: Agento11yDeps): ApiPlugin =>
  (scope: FastifyInstance) => {
    const steps = new Map<string, Steps>();
    const stepsOf = (source: string): Steps => {
      const known = steps.get(source) ?? new Steps(deps.redaction, source);
      // Tenants are few; one that invents them does not make us grow.
      if (steps.size < 100) {
        steps.set(source, known);
      }
      return known;
    };

    const count = <T>(source: string, signal: Signal, read: ReadonlyArray<Read<T>>, stored: boolean): void => {
      const refused = read.filter((item) => 'fault' in item).length;
      const taken = read.length - refused;
      deps.counters.add(source, signal, {
        received: read.length,
        refused,
        ...(stored ? { stored: taken } : { dropped: taken }),
      });
    };

    const durable = async <T>(
      source: string,
      signal: Signal,
      read: ReadonlyArray<Read<T>>,
      write: () => Promise<unknown>
    ): Promise<void> => {
      try {
        await write();
      } catch (error) {
        count(source, signal, read, false);
        throw error;
      }
      count(source, signal, read, true);
    };

    const route = (
      url: string,
      summary: string,
      handle: (body: unknown, source: string, params: unknown) => Promise<{ results: Result[] }>
    ): void =>
      addRoute(scope, {
        method: 'POST',
        url,
        access: 'send',
        tag: 'agento11y',
        summary,
        body: { schema: Type.Unknown(), raw: true },
        answers: { 200: { description: 'One result for each item' } },
        handle: ({ body, request }) => handle(body, tenantOf(request), request.params),
      });

    route('/api/v1/generations::export', 'Model calls of the agent SDK (D3)', async (body, source) => {
      const traceOf = (answer: string): string | null => deps.receiver.placeOf(`answer ${answer}`)?.trace ?? null;
      const read = itemsOf(body, 'generations').map((item) => readGeneration(item, traceOf));
      const records = read.flatMap((item) => ('span' in item ? [item.span] : []));
      const unmatched = read.filter((item) => 'span' in item && !item.isPlaced).length;
      const resource = new Map([['service.name', source]]);
      const refused = read.length - records.length;
      deps.counters.add(source, 'generations', { received: refused, refused, unmatched });
      await deps.receiver.traces([{ resource, scope: NAME, scopeVersion: '', records }]);
      return resultsOf(read, 'generation_id');
    });

    route(
      '/api/v1/workflow-steps::export',
      'Workflow steps of the agent SDK, with their states (W2.1, W2.2)',
      async (body, source) => {
        const read = itemsOf(body, 'workflow_steps').map((step) => stepsOf(source).read(step, deps.now()));
        const news = read.flatMap((item) => ('news' in item ? item.news : []));
        await durable(source, 'workflow-steps', read, () => deps.record(news));
        return resultsOf(read, 'step_id');
      }
    );

    const storeFeedback = (
      read: ReadonlyArray<Read<{ row: RowOf<'feedback'> }>>,
      source: string,
      signal: Signal
    ): Promise<void> =>
      durable(source, signal, read, () =>
        deps.writer.write(
          'feedback',
          read.flatMap((item) => ('row' in item ? [item.row] : []))
        )
      );

    route('/api/v1/scores::export', 'Evaluation scores of the agent SDK (A3.1)', async (body, source) => {
      const context = { source, received: deps.now(), redaction: deps.redaction };
      const read = itemsOf(body, 'scores').map((score) => readScore(score, context));
      const records = read.flatMap((item) => ('evaluation' in item ? (item.evaluation ?? []) : []));
      const resource = new Map([['service.name', source]]);
      // Evidence first: should it fail, the scores are not answered as stored, and come again.
      await deps.receiver.evaluations([{ resource, scope: NAME, scopeVersion: '', records }]);
      await storeFeedback(read, source, 'scores');
      return resultsOf(read, 'score_id');
    });

    route('/api/v1/conversations/:id/ratings', 'A rating of a conversation (A3.3)', async (body, source, params) => {
      const context = { source, received: deps.now(), redaction: deps.redaction };
      const read = [readRating(objectOf(body), textOf(objectOf(params)['id']) ?? '', context)];
      await storeFeedback(read, source, 'ratings');
      return resultsOf(read, 'rating_id');
    });
  };
