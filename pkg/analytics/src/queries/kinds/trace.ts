import { type Frame, type Session } from '@eljefe/contract';

import { type SpanSeconds } from '../../graph/waits';
import { frameOf } from '../frames';
import { type Sql } from '../where';

export interface SpanRow {
  trace_id: string;
  span_id: string;
  parent_span_id: string;
  service: string;
  name: string;
  kind: string;
  operation: string;
  start_ms: number;
  duration_ms: number;
  status: string;
  status_message: string;
  agent: string;
  job_id: string;
  model: string;
  tool: string;
  input_tokens: number | null;
  output_tokens: number | null;
  cost_usd: number | null;
  attributes: string;
  events: string;
}

/** More spans than any view shows. */
export const MAX_SPANS = 20_000;

const WORKFLOW_SESSION = /^([0-9a-f]{32})-[0-9a-f]{16}$/;

/** A workflow's run that names no conversation is a session named after its span, `<trace>-<span>`: the trace of it, else the id itself. */
export const traceOfSession = (id: string): string => WORKFLOW_SESSION.exec(id)?.[1] ?? id;

/** Spans of a trace, a session or a job; the newest version of each (found through the ids' skip indexes, which FINAL would pass over). */
export const spansSql = (id: string): Sql => ({
  text: `SELECT trace_id, span_id, parent_span_id, service, name, kind, operation, start_ns / 1000000 AS start_ms, duration_ns / 1000000 AS duration_ms,
  status, status_message, agent, job_id, model, tool, input_tokens, output_tokens, cost_usd, attributes, events
FROM (SELECT * FROM spans WHERE trace_id = {trace:String} OR session_id = {id:String} OR job_id = {id:String}
  ORDER BY received DESC LIMIT 1 BY trace_id, span_id)
ORDER BY start_ns LIMIT ${MAX_SPANS}`,
  params: { id, trace: traceOfSession(id) },
});

/** Model and tool time of a session's jobs: columns `job_id`, `model`, `tool` (s). */
export const spanSecondsSql = (sessionId: string): Sql => ({
  text: `SELECT job_id, sumIf(duration_ns, operation IN ('chat', 'text_completion', 'generate_content', 'embeddings')) / 1e9 AS model,
  sumIf(duration_ns, operation IN ('execute_tool', 'retrieval')) / 1e9 AS tool,
  countIf(operation IN ('chat', 'text_completion', 'generate_content', 'embeddings')) AS models, countIf(operation IN ('execute_tool', 'retrieval')) AS tools
FROM (SELECT job_id, operation, duration_ns, trace_id, span_id FROM spans WHERE (session_id = {id:String} OR trace_id = {trace:String}) AND job_id != ''
  ORDER BY received DESC LIMIT 1 BY trace_id, span_id)
GROUP BY job_id`,
  params: { id: sessionId, trace: traceOfSession(sessionId) },
});

export interface SpanSecondsRow {
  job_id: string;
  model: number;
  tool: number;
  models: number;
  tools: number;
}

/** Time by job; absent where no span of the kind was sent. */
export const spanSecondsOf = (rows: readonly SpanSecondsRow[]): Map<string, SpanSeconds> =>
  new Map(
    rows.map(({ job_id, model, tool, models, tools }) => [
      job_id,
      { model: Number(models) > 0 ? Number(model) : null, tool: Number(tools) > 0 ? Number(tool) : null },
    ])
  );

interface Tag {
  key: string;
  value: unknown;
}

interface TraceSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  service: string;
  operation: string;
  startMs: number;
  durationMs: number;
  failed: boolean;
  message: string;
  kind: string;
  tags: Tag[];
  logs: unknown[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readJson = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text || 'null');
    return value;
  } catch {
    return null;
  }
};

const tagsOf = (record: Readonly<Record<string, unknown>>): Tag[] =>
  Object.entries(record)
    .filter(([, value]) => value !== null && value !== '' && value !== undefined)
    .map(([key, value]) => ({ key, value }));

const logsOf = (text: string): unknown[] => {
  const read = readJson(text);
  return Array.isArray(read)
    ? read.filter(isRecord).map((event) => ({
        timestamp: Number(event.time_ms ?? Number(event.time_unix_nano ?? event.time ?? 0) / 1e6),
        name: String(event.name ?? ''),
        fields: tagsOf(isRecord(event.attributes) ? event.attributes : event),
      }))
    : [];
};

export const spanOf = (row: SpanRow): TraceSpan => {
  const attributes = readJson(row.attributes);
  const { agent, job_id, model, tool, input_tokens, output_tokens, cost_usd } = row;
  return {
    traceId: row.trace_id,
    spanId: row.span_id,
    parentSpanId: row.parent_span_id,
    service: row.service || row.agent || 'unknown',
    operation: row.name,
    startMs: Number(row.start_ms),
    durationMs: Number(row.duration_ms),
    failed: row.status.toLowerCase() === 'error',
    message: row.status_message,
    kind: row.kind,
    tags: tagsOf({
      ...(isRecord(attributes) ? attributes : {}),
      agent,
      job_id,
      model,
      tool,
      input_tokens,
      output_tokens,
      cost_usd,
    }),
    logs: logsOf(row.events),
  };
};

/** A session nobody traced, from what is known of its steps: one span each below the session's. */
export const spansOfSession = (session: Session, now: number): TraceSpan[] => {
  // A session told by its jobs alone is heard of after they began.
  const begun = session.steps.flatMap(({ started_at }) => started_at ?? []);
  const start = session.started_at ?? session.created_at ?? Math.min(session.first_seen_at, ...begun);
  const common = { traceId: session.session_id, kind: 'internal', logs: [] };
  const root: TraceSpan = {
    ...common,
    spanId: session.session_id,
    parentSpanId: '',
    service: session.source,
    operation: session.workflow_id ?? 'workflow',
    startMs: start,
    durationMs: Math.max(0, (session.completed_at ?? now) - start),
    failed: session.status === 'failed',
    message: session.error_message ?? '',
    tags: tagsOf({ goal: session.goal, status: session.status, user: session.user, cost_usd: session.total_cost }),
  };
  const steps = session.steps.flatMap((step): TraceSpan[] =>
    step.started_at === null
      ? []
      : [
          {
            ...common,
            spanId: step.step_id,
            parentSpanId: root.spanId,
            service: step.agent_type ?? step.kind,
            operation: step.name,
            startMs: step.started_at,
            durationMs: Math.max(0, (step.ended_at ?? session.completed_at ?? now) - step.started_at),
            failed: step.status === 'failed',
            message: step.error ?? '',
            tags: tagsOf({
              status: step.status,
              attempts: step.attempts,
              queue_seconds: step.queue_seconds,
              human_wait_seconds: step.human_wait_seconds,
              tokens: step.tokens,
              cost_usd: step.cost,
              critical: step.critical,
            }),
          },
        ]
  );
  return [root, ...steps];
};

/** The frame of Grafana's trace view: times in ms, durations in ms. */
export const traceFrame = (spans: readonly TraceSpan[], origin: 'spans' | 'steps'): Frame => ({
  ...frameOf('trace', spans, [
    { name: 'traceID', type: 'string', value: ({ traceId }) => traceId },
    { name: 'spanID', type: 'string', value: ({ spanId }) => spanId },
    { name: 'parentSpanID', type: 'string', value: ({ parentSpanId }) => parentSpanId || null },
    { name: 'operationName', type: 'string', value: ({ operation }) => operation },
    { name: 'serviceName', type: 'string', value: ({ service }) => service },
    { name: 'serviceTags', type: 'other', value: ({ service }) => [{ key: 'service.name', value: service }] },
    { name: 'startTime', type: 'time', value: ({ startMs }) => startMs },
    { name: 'duration', type: 'number', unit: 'ms', value: ({ durationMs }) => durationMs },
    { name: 'logs', type: 'other', value: ({ logs }) => logs },
    { name: 'tags', type: 'other', value: ({ tags }) => tags },
    { name: 'kind', type: 'string', value: ({ kind }) => kind },
    { name: 'statusCode', type: 'number', value: ({ failed }) => (failed ? 2 : 0) },
    { name: 'statusMessage', type: 'string', value: ({ message }) => message },
    { name: 'references', type: 'other', value: () => [] },
  ]),
  visualisation: 'trace',
  meta: { origin },
});
