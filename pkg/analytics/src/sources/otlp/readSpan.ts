import { type PriceOverride } from '@eljefe/contract';

import { type Redaction } from '../../redaction';
import { explainPrice } from '../../pricing';
import { type RowOf } from '../../store/schema';
import { errorCategory } from '../../domain/errorCategory';

import { CLAUDE_TABLE, GENERAL_TABLE } from './dialects/table';
import { type Scales } from './evaluation';
import { jsonOf } from './maskedJson';
import { type ClaudeFacts, type Money, type SpanNode } from './node';
import { Fields } from './readFields';
import { attributesJson, type Resource } from './readResource';
import { type RawSpan, type Scoped } from './records';
import { CLAUDE_PREFIX, operationOf, roleOf, type Role } from './role';
import { isScoreKey, readSpanScores } from './spanScores';
import { failureOf, MAX_ERROR, taskOf } from './spanTexts';
import { canonicalUsage, hasCounted, type Semantics, type Usage } from './tokens';
import { toolAct } from './toolAct';

export interface ReadOptions {
  redaction: Redaction;
  overrides: readonly PriceOverride[];
  /** Scales of evaluators (A3.1). */
  scales: Scales;
  received: number;
}

export interface ReadSpan {
  row: RowOf<'spans'>;
  node: SpanNode;
  feedback: ReadonlyArray<RowOf<'feedback'>>;
  unmapped: number;
  unreadable: number;
}

const MAX_NAME = 512;

const DOTTED = /^gen_ai\.usage\.cache_(?:read|write|creation)\.input_tokens$/;

const semanticsOf = (fields: Fields, claude: boolean): Semantics => {
  if (claude) {
    return 'exclusive';
  }
  if (fields.text('tokenSemantics') === 'inclusive') {
    return 'inclusive';
  }
  const isSaid = (key: string | null): boolean =>
    key === null || DOTTED.test(key) || key.startsWith('llm.token_count.');
  return isSaid(fields.keyOf('cacheRead')) && isSaid(fields.keyOf('cacheWrite')) ? 'inclusive' : 'unknown';
};

/** Usage of a model call; a failed call that counted nothing counted nothing. */
export const usageOf = (fields: Fields, claude: boolean): Usage | null => {
  const counted = {
    input: fields.number('inputTokens'),
    output: fields.number('outputTokens'),
    cacheRead: fields.number('cacheRead'),
    cacheWrite: fields.number('cacheWrite'),
    reasoning: fields.number('reasoning'),
  };
  const from = { provider: fields.text('provider'), model: fields.text('model') };
  return hasCounted(counted) ? canonicalUsage(counted, semanticsOf(fields, claude), from) : null;
};

/** No call costs more: a larger figure is no cost, and sums of it would leave the numbers. */
const MAX_USD = 1e9;

/** What a call cost: as reported, else by the price table for one request. */
export const moneyOf = (
  fields: Fields,
  usage: Usage | null,
  { at, overrides, provider }: { at: number; overrides: readonly PriceOverride[]; provider: string | null }
): Money | null => {
  const micros = fields.number('costMicros');
  const told = micros !== null ? micros / 1e6 : fields.number('costUsd');
  const reported = told !== null && told <= MAX_USD ? told : null;
  if (reported !== null && (reported > 0 || usage === null)) {
    return reported > 0 ? { usd: reported, source: 'reported' } : null;
  }
  if (usage === null) {
    return null;
  }
  const priced = explainPrice({ ...usage, provider, model: fields.text('model'), at }, overrides);
  return typeof priced === 'string' ? null : { usd: priced.usd, source: priced.source };
};

const isHumanWait = (fields: Fields, seconds: number): boolean =>
  /^user_/.test(fields.text('decisionSource') ?? '') && seconds > 1;

const claudeFacts = (span: RawSpan, fields: Fields, role: Role): ClaudeFacts => {
  const seconds = (fields.number('durationMs') ?? Number(span.endNs - span.startNs) / 1e6) / 1_000;
  return {
    kind: span.name.slice(CLAUDE_PREFIX.length),
    agentId: fields.name('agentId'),
    parentAgent: fields.name('parentAgent'),
    requestId: fields.name('requestId'),
    workflowRun: fields.name('workflowRun'),
    event: false,
    humanWait: role === 'wait' && isHumanWait(fields, seconds) ? seconds : null,
    rejected: fields.text('decision') === 'reject',
    toolCall: fields.name('toolCall'),
    querySource: fields.name('querySource'),
  };
};

const KINDS = ['', 'internal', 'server', 'client', 'producer', 'consumer'];
const STATUSES = ['unset', 'ok', 'error'];

const ms = (ns: bigint): number => Number(ns / 1_000_000n);

const eventsJson = (span: RawSpan, redaction: Redaction): string =>
  span.events.length === 0
    ? '[]'
    : `[${span.events
        .map(
          ({ name, timeNs, attributes }) =>
            `{"name":${JSON.stringify(redaction.text(name.slice(0, MAX_NAME)))},"time_ns":"${timeNs}","attributes":${jsonOf(attributes, redaction)}}`
        )
        .join(',')}]`;

const linksJson = (span: RawSpan, redaction: Redaction): string =>
  span.links.length === 0
    ? '[]'
    : `[${span.links
        .map(
          ({ traceId, spanId, attributes }) =>
            `{"trace_id":"${traceId}","span_id":"${spanId}","attributes":${jsonOf(attributes, redaction)}}`
        )
        .join(',')}]`;

const NO_LINKS: SpanNode['links'] = [];
const NO_FEEDBACK: ReadonlyArray<RowOf<'feedback'>> = [];
const COUNTED: ReadonlySet<Role> = new Set(['model']);

/** Names are few and come again and again. */
const MASKED_NAMES = 4_096;
const maskedNames = new WeakMap<Redaction, Map<string, string>>();

const maskedName = (name: string, redaction: Redaction): string => {
  const known = maskedNames.get(redaction) ?? new Map<string, string>();
  maskedNames.set(redaction, known);
  const masked = known.get(name) ?? redaction.text(name);
  if (known.size < MASKED_NAMES) {
    known.set(name, masked);
  }
  return masked;
};

/** Read into again and again: a span is read in one go, and nothing of it is kept in them. */
const GENERAL_FIELDS = new Fields(GENERAL_TABLE);
const CLAUDE_FIELDS = new Fields(CLAUDE_TABLE);

/** One span as its row and its node. @param scoped the scope it came in; @param resource read from its resource */
export const readSpan = (
  span: RawSpan,
  scoped: Pick<Scoped<RawSpan>, 'scope'>,
  resource: Resource,
  options: ReadOptions
): ReadSpan => {
  const claude = span.name.startsWith(CLAUDE_PREFIX);
  const fields = (claude ? CLAUDE_FIELDS : GENERAL_FIELDS).read(span.attributes);
  const role = roleOf(fields, span.name);
  const start = ms(span.startNs);
  const end = Math.max(start, ms(span.endNs));
  const usage = fields.text('operation') === 'fetch_response' ? null : usageOf(fields, claude);
  const provider = fields.name('provider') ?? (claude ? 'anthropic' : null);
  const money = moneyOf(fields, usage, { at: end, overrides: options.overrides, provider });
  const failure = failureOf(span, fields, claude);
  const scoreKeys = fields.rest?.filter(isScoreKey);
  const scores =
    scoreKeys === undefined || scoreKeys.length === 0
      ? null
      : readSpanScores(span, scoreKeys, { source: resource.source, session: fields.name('session'), options });
  const masked = (text: string | null): string | null => (text === null ? null : options.redaction.text(text));
  const node: SpanNode = {
    source: resource.source,
    service: resource.service,
    trace: span.traceId,
    id: span.spanId,
    parent: span.parentId,
    role,
    name: span.name.slice(0, MAX_NAME),
    start,
    end,
    agent: fields.name('agent'),
    agentId: fields.name('agentId'),
    agentType: fields.name('agentType') ?? resource.fields.name('agentType'),
    version: fields.name('agentVersion') ?? resource.version,
    session: fields.name('session'),
    workflow: fields.name('workflow') ?? (role === 'workflow' ? (fields.name('agent') ?? null) : null),
    user: fields.name('user') ?? resource.fields.name('user'),
    task: role === 'agent' || role === 'workflow' || span.parentId === '' ? masked(taskOf(span, fields)) : null,
    step: fields.name('step') ?? resource.fields.name('step'),
    tool: role === 'tool' ? fields.name('tool') : null,
    toolCall: role === 'tool' ? fields.name('toolCall') : null,
    act: role === 'tool' ? toolAct(span.attributes, failure) : null,
    responseId: fields.name('responseId'),
    generation: fields.name('generation'),
    graphNode: fields.name('graphNode'),
    graphParent: fields.name('graphParent'),
    score: scores?.score ?? null,
    failure: failure && {
      types: failure.types.map((type) => options.redaction.text(type)),
      text: masked(failure.text),
    },
    state: fields.name('taskState'),
    taskId: fields.name('taskId'),
    model: fields.name('model'),
    provider,
    usage,
    money,
    lacks: COUNTED.has(role) && usage === null ? 'usage' : usage !== null && money === null ? 'price' : null,
    orchestrator: fields.name('orchestrator') ?? resource.fields.name('orchestrator'),
    job: fields.name('job') ?? resource.fields.name('job'),
    orchestratorSession: fields.name('orchestratorSession') ?? resource.fields.name('orchestratorSession'),
    links:
      span.links.length === 0 ? NO_LINKS : span.links.map(({ traceId, spanId }) => ({ trace: traceId, id: spanId })),
    claude: claude ? claudeFacts(span, fields, role) : null,
  };
  const category = node.failure ? (errorCategory(node.failure.types, node.failure.text) ?? 'unknown') : '';
  // An agent's or a chain's usage repeats that of its calls: its columns stay empty, so that sums over rows are right.
  const counted = role === 'model' || role === 'tool' ? usage : null;
  const row: RowOf<'spans'> = {
    time: start,
    start_ns: span.startNs,
    duration_ns: Math.max(0, Math.min(Number(span.endNs - span.startNs), Number.MAX_SAFE_INTEGER)),
    trace_id: span.traceId,
    span_id: span.spanId,
    parent_span_id: span.parentId,
    source: resource.source,
    service: resource.service,
    name: maskedName(node.name, options.redaction),
    kind: KINDS[span.kind] ?? '',
    operation: operationOf(fields, span.name),
    status: STATUSES[span.statusCode] ?? 'unset',
    status_message: node.failure?.text ?? masked(span.statusMessage.slice(0, MAX_ERROR)) ?? '',
    agent: node.agent ?? '',
    session_id: node.session ?? '',
    job_id: '',
    model: node.model ?? '',
    provider: provider ?? '',
    tool: role === 'tool' ? (node.tool ?? node.name) : '',
    input_tokens: counted?.input ?? null,
    output_tokens: counted?.output ?? null,
    cache_tokens:
      counted === null || (counted.cacheRead === null && counted.cacheWrite === null)
        ? null
        : (counted.cacheRead ?? 0) + (counted.cacheWrite ?? 0),
    reasoning_tokens: counted?.reasoning ?? null,
    cost_usd: counted === null ? null : (money?.usd ?? null),
    error_category: category,
    attributes: attributesJson(span.attributes, {
      resource,
      redaction: options.redaction,
      scope: scoped.scope,
    }),
    events: eventsJson(span, options.redaction),
    links: linksJson(span, options.redaction),
    received: options.received,
  };
  return {
    row,
    node,
    feedback: scores?.rows ?? NO_FEEDBACK,
    unmapped: fields.unmapped + (scores?.unscaled ?? 0),
    unreadable: fields.unreadable,
  };
};
