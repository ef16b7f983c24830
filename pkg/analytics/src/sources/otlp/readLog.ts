import { errorCategory } from '../../domain/errorCategory';
import { factId } from '../../domain/factId';
import { type RowOf } from '../../store/schema';

import { CLAUDE_TABLE, GENERAL_TABLE } from './dialects/table';
import { type SpanNode } from './node';
import { readEvaluation } from './readEvaluation';
import { Fields } from './readFields';
import { attributesJson, type Resource } from './readResource';
import { moneyOf, usageOf, type ReadOptions } from './readSpan';
import { type Attributes, type RawLog, type Value } from './records';
import { CLAUDE_PREFIX, type Role } from './role';

export interface ReadLog {
  row: RowOf<'spans'>;
  /** Claude Code's events, and evaluations, are evidence of jobs; an evaluation without a trace has to be matched first. */
  node: SpanNode | null;
  feedback: RowOf<'feedback'> | null;
  unmapped: number;
}

const textAt = (attributes: Attributes, key: string): string => {
  const value = attributes.get(key);
  return typeof value === 'string' ? value : '';
};

/** Claude Code's own name of an event has no prefix in `event.name`; its body has. */
const eventName = (log: RawLog): string => {
  const name = log.eventName || textAt(log.attributes, 'event.name');
  const body = typeof log.body === 'string' ? log.body : '';
  return body === `${CLAUDE_PREFIX}${name}` ? body : name || (body.startsWith(CLAUDE_PREFIX) ? body : '');
};

const CLAUDE_ROLES: Readonly<Record<string, Role>> = {
  api_request: 'model',
  tool_result: 'tool',
};

const withBody = (log: RawLog): Attributes => {
  const attributes = new Map<string, Value>(log.attributes);
  if (log.body !== null && log.body !== '') {
    attributes.set('body', log.body);
  }
  if (log.severityText !== '' || log.severity !== 0) {
    attributes.set('severity', log.severityText || log.severity);
  }
  return attributes;
};

const EVALUATION = 'gen_ai.evaluation.result';

const numberAt = (attributes: Attributes, key: string): number | null => {
  const value = attributes.get(key);
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

/** A3.1: an evaluation's result; the score as told, on whatever scale it has. */
const feedbackOf = (
  log: RawLog,
  id: string,
  at: number,
  resource: Resource,
  options: ReadOptions
): RowOf<'feedback'> => {
  const name = textAt(log.attributes, 'gen_ai.evaluation.name');
  return {
    id,
    time: at,
    source: resource.source,
    subject_kind: 'span',
    subject: log.spanId === '' ? textAt(log.attributes, 'gen_ai.response.id') : `${log.traceId}-${log.spanId}`,
    kind: 'evaluation',
    score: numberAt(log.attributes, 'gen_ai.evaluation.score.value'),
    comment: options.redaction.text(textAt(log.attributes, 'gen_ai.evaluation.explanation').slice(0, 20_000)),
    user: name.slice(0, 512),
    attributes: attributesJson(log.attributes, { resource, redaction: options.redaction }),
    received: options.received,
  };
};

const claudeFailure = (fields: Fields, kind: string): SpanNode['failure'] => {
  const failed =
    kind === 'api_error' ||
    kind === 'api_retries_exhausted' ||
    kind === 'api_refusal' ||
    fields.flag('success') === false;
  if (!failed) {
    return null;
  }
  const status = fields.number('httpStatus');
  const types = [
    fields.text('errorType'),
    status === null ? null : String(status),
    kind === 'api_refusal' ? 'content_filter' : null,
  ];
  // A request that failed without a status never reached the service.
  const unreached = kind === 'api_error' && status === null ? 'network' : null;
  return { types: [...types, unreached].filter((word) => word !== null), text: fields.text('errorText') };
};

const claudeNode = (
  log: RawLog,
  name: string,
  id: string,
  resource: Resource,
  options: ReadOptions
): { node: SpanNode; fields: Fields } => {
  const fields = new Fields(CLAUDE_TABLE).read(log.attributes);
  const kind = name.slice(CLAUDE_PREFIX.length);
  const at = Number(log.timeNs / 1_000_000n);
  const usage = kind === 'api_request' ? usageOf(fields, true) : null;
  const provider = fields.name('provider') ?? 'anthropic';
  const money = kind === 'api_request' ? moneyOf(fields, usage, { at, overrides: options.overrides, provider }) : null;
  const duration = fields.number('durationMs') ?? 0;
  const failure = claudeFailure(fields, kind);
  const node: SpanNode = {
    source: resource.source,
    service: resource.service,
    trace: log.traceId,
    id,
    parent: '',
    role: CLAUDE_ROLES[kind] ?? 'other',
    name,
    start: Math.max(0, Math.round(at - duration)),
    end: at,
    agent: fields.name('agent'),
    agentId: fields.name('agentId'),
    agentType: resource.fields.name('agentType'),
    version: fields.name('agentVersion') ?? resource.version,
    session: fields.name('session'),
    workflow: fields.name('workflow'),
    user: fields.name('user'),
    task: null,
    step: resource.fields.name('step'),
    tool: fields.name('tool'),
    toolCall: null,
    act: null,
    responseId: null,
    generation: null,
    graphNode: null,
    graphParent: null,
    score: null,
    failure: failure && {
      types: failure.types,
      text: failure.text === null ? null : options.redaction.text(failure.text.slice(0, 4_000)),
    },
    state: null,
    taskId: null,
    model: fields.name('model'),
    provider,
    usage,
    money,
    lacks: kind !== 'api_request' ? null : usage === null ? 'usage' : money === null ? 'price' : null,
    orchestrator: resource.fields.name('orchestrator'),
    job: resource.fields.name('job'),
    orchestratorSession: resource.fields.name('orchestratorSession'),
    links: [],
    claude: {
      kind,
      agentId: fields.name('agentId'),
      parentAgent: fields.name('parentAgent'),
      requestId: fields.name('requestId'),
      workflowRun: fields.name('workflowRun'),
      event: true,
      humanWait: null,
      rejected: fields.text('decision') === 'reject',
      toolCall: fields.name('toolCall'),
      querySource: fields.name('querySource'),
    },
  };
  return { node, fields };
};

/**
 * A log record as a row beside the spans, of kind `event` or `log`. Its token columns stay empty: the same call may come as a
 * span too, and would count twice.
 */
export const readLog = (log: RawLog, resource: Resource, options: ReadOptions): ReadLog => {
  const name = eventName(log);
  const claude = name.startsWith(CLAUDE_PREFIX);
  const at = Number(log.timeNs / 1_000_000n);
  const attributes = attributesJson(withBody(log), { resource, redaction: options.redaction });
  const id = log.id ?? factId('log', name, log.timeNs.toString(), log.traceId, log.spanId, attributes);
  const read = claude ? claudeNode(log, name, id, resource, options) : null;
  const fields = read?.fields ?? new Fields(GENERAL_TABLE).read(log.attributes);
  const failure = read?.node.failure ?? null;
  const errorType = fields.text('errorType');
  const row: RowOf<'spans'> = {
    time: at,
    start_ns: log.timeNs,
    duration_ns: 0,
    trace_id: log.traceId,
    span_id: id,
    parent_span_id: log.spanId,
    source: resource.source,
    service: resource.service,
    name: options.redaction.text(name || 'log').slice(0, 512),
    kind: name === '' ? 'log' : 'event',
    operation: claude ? name.slice(CLAUDE_PREFIX.length) : name,
    status: failure !== null || errorType !== null || log.severity >= 17 ? 'error' : 'unset',
    status_message: failure?.text ?? '',
    agent: fields.name('agent') ?? '',
    session_id: fields.name('session') ?? '',
    job_id: '',
    model: fields.name('model') ?? '',
    provider: read?.node.provider ?? fields.name('provider') ?? '',
    tool: fields.name('tool') ?? '',
    input_tokens: null,
    output_tokens: null,
    cache_tokens: null,
    reasoning_tokens: null,
    cost_usd: null,
    error_category: failure
      ? (errorCategory(failure.types, failure.text) ?? 'unknown')
      : errorType
        ? (errorCategory([errorType], null) ?? '')
        : '',
    attributes,
    events: '[]',
    links: '[]',
    received: options.received,
  };
  if (name !== EVALUATION) {
    return { row, node: read?.node ?? null, feedback: null, unmapped: fields.unmapped };
  }
  const { node, unscaled } = readEvaluation(log, { id, resource, scales: options.scales });
  return {
    row,
    node,
    feedback: feedbackOf(log, id, at, resource, options),
    unmapped: fields.unmapped + (unscaled ? 1 : 0),
  };
};
