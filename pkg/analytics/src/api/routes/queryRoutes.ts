import { Catalog, QueryRequest, QueryResponse, parseInstant, shown, type QueryAnswer } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';
import { type FastifyInstance } from 'fastify';

import {
  EXPORT_FORMATS,
  EXPORT_TYPES,
  exportAnswers,
  isExportFormat,
  type ExportFormat,
} from '../../exports/exportAnswers';
import { type ApiContext } from '../context';
import { ProblemError } from '../ProblemError';
import { addRoute } from '../route';

/** @throws ProblemError 400 when the window is none */
export const checkWindow = (from: unknown, to: unknown): { from: number; to: number } => {
  const window = { from: parseInstant(from), to: parseInstant(to) };
  const bad = (['from', 'to'] as const).filter((name) => window[name] === null);
  const problems = bad.map((name) => ({
    field: name,
    value: shown(name === 'from' ? from : to),
    remedy: 'send RFC 3339 or epoch milliseconds',
  }));
  if (window.from === null || window.to === null) {
    throw new ProblemError(
      'invalid-request',
      problems.map((p) => `${p.field}: found ${p.value}; ${p.remedy}`).join('. '),
      { problems }
    );
  }
  if (window.from >= window.to) {
    throw new ProblemError('invalid-request', 'from is not before to; windows are [from, to)', {
      problems: [{ field: 'from', value: shown(from), remedy: 'send an instant before to' }],
    });
  }
  return { from: window.from, to: window.to };
};

const EXPORT_TEXT =
  'With `?format=` the answers come as one table or exposition instead (I3): `csv` (RFC 4180; text a spreadsheet would run as a formula begins with an apostrophe), `parquet`, `arrow` (IPC stream), each with the columns `ref_id`, `frame`, the labels and the fields of every frame; `prometheus` (the last value of each series) and `openmetrics` (every value with its time) for kind `series` alone. In these forms a question that fails fails the whole request.';

/** Most cells of an export; the answers are held in memory while they are written. */
const MOST_CELLS = 5_000_000;

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  csv: 'csv',
  parquet: 'parquet',
  arrow: 'arrows',
  prometheus: 'prom',
  openmetrics: 'om',
};

const wrongFormat = (value: string, remedy: string): ProblemError =>
  new ProblemError('invalid-request', `format: found ${shown(value)}; ${remedy}`, {
    problems: [{ field: 'format', value: shown(value), remedy }],
  });

const readFormat = (format = 'json'): ExportFormat | 'json' => {
  if (format === 'json' || isExportFormat(format)) {
    return format;
  }
  throw wrongFormat(format, `use one of json, ${EXPORT_FORMATS.join(', ')}`);
};

const cellsOf = (answers: readonly QueryAnswer[]): number =>
  answers
    .flatMap(({ frames }) => frames)
    .reduce((sum, { fields }) => sum + fields.length * (fields[0]?.values.length ?? 0), 0);

/** @throws ProblemError of the first question that failed, when there is too much, or when the form does not fit */
const exported = (answers: readonly QueryAnswer[], format: ExportFormat): string | Buffer => {
  const failed = answers.find(({ problem }) => problem !== null);
  if (failed?.problem) {
    const { status, detail, problems } = failed.problem;
    const kind =
      status === 422 ? 'query-limit' : status === 503 ? 'unavailable' : status < 500 ? 'invalid-request' : 'internal';
    throw new ProblemError(kind, `${failed.refId}: ${detail}`, problems ? { problems } : {});
  }
  if (cellsOf(answers) > MOST_CELLS) {
    throw new ProblemError(
      'query-limit',
      `The answers have more than ${MOST_CELLS} cells; ask for a shorter range, fewer groups or a longer step`
    );
  }
  const written = exportAnswers(answers, format);
  if (written === null) {
    throw wrongFormat(format, 'ask for questions of kind series alone, or use csv, parquet or arrow');
  }
  return written;
};

/** `/api/v1/query` and `/api/v1/catalog`. */
export const queryRoutes = (app: FastifyInstance, { parts, config }: ApiContext): void => {
  const deadlineSeconds = config.limits.queryMaxSeconds;
  addRoute(app, {
    method: 'POST',
    url: '/api/v1/query',
    access: 'read',
    tag: 'questions',
    summary: 'Many questions at once: one answer per refId, errors apart',
    description: EXPORT_TEXT,
    query: Type.Object({
      format: Type.Optional(
        Type.String({ maxLength: 20, description: `json (unless said), ${EXPORT_FORMATS.join(', ')}` })
      ),
    }),
    body: { schema: QueryRequest },
    answers: { 200: { description: 'One answer per question', schema: QueryResponse } },
    deadlineSeconds,
    handle: async ({ query, body, identity, signal, reply }) => {
      const format = readFormat(query.format);
      checkWindow(body.from, body.to);
      const response = await parts.queries.answer(body, { identity: identity(), signal });
      if (format === 'json') {
        return response;
      }
      reply
        .type(EXPORT_TYPES[format])
        .header('content-disposition', `attachment; filename="eljefe-${response.at}.${ENDINGS[format]}"`);
      return exported(response.answers, format);
    },
  });
  addRoute(app, {
    method: 'GET',
    url: '/api/v1/catalog',
    access: 'read',
    tag: 'questions',
    summary: 'Every metric: name, unit, definition, dimensions, target',
    query: Type.Object({
      values: Type.Optional(Type.Boolean({ description: 'with its value now, or why it has none' })),
    }),
    answers: { 200: { description: 'The catalog', schema: Catalog } },
    deadlineSeconds,
    handle: ({ query, signal }) => parts.queries.catalog({ values: query.values === true, signal }),
  });
};
