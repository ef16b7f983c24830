import { scaledScore, type Scales } from './evaluation';
import { type SpanNode } from './node';
import { type Resource } from './readResource';
import { type RawLog } from './records';

/** An evaluation's event as evidence: of whom it speaks, and how good it was. */
export interface ReadEvaluation {
  /** Null: nothing of a known scale. Without a trace: its call is named in another way, or not at all. */
  node: SpanNode | null;
  /** It has a score or a label whose scale is not known. */
  unscaled: boolean;
}

const UNTOLD = {
  agent: null,
  agentId: null,
  agentType: null,
  version: null,
  session: null,
  workflow: null,
  user: null,
  task: null,
  step: null,
  tool: null,
  toolCall: null,
  act: null,
  responseId: null,
  generation: null,
  graphNode: null,
  graphParent: null,
  failure: null,
  state: null,
  taskId: null,
  model: null,
  provider: null,
  usage: null,
  money: null,
  lacks: null,
  orchestrator: null,
  job: null,
  orchestratorSession: null,
  links: [],
  claude: null,
} as const satisfies Partial<SpanNode>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

/** A3.1: `gen_ai.evaluation.result`. An evaluator that failed says nothing. */
export const readEvaluation = (
  { attributes, traceId, spanId, timeNs }: RawLog,
  { id, resource, scales }: { id: string; resource: Resource; scales: Scales }
): ReadEvaluation => {
  const value = numberOf(attributes.get('gen_ai.evaluation.score.value'));
  const label = textOf(attributes.get('gen_ai.evaluation.score.label')) || null;
  if (attributes.has('error.type') || (value === null && label === null)) {
    return { node: null, unscaled: false };
  }
  const evaluator = textOf(attributes.get('gen_ai.evaluation.name'));
  const score = scaledScore({ evaluator, value, label }, scales);
  if (score === null) {
    return { node: null, unscaled: true };
  }
  const at = Number(timeNs / 1_000_000n);
  const { source, service } = resource;
  const isPlaced = traceId !== '' && spanId !== '';
  const of = { source, service, trace: isPlaced ? traceId : '', id, parent: isPlaced ? spanId : '' };
  const named = {
    responseId: textOf(attributes.get('gen_ai.response.id')) || null,
    generation: textOf(attributes.get('agento11y.generation.id')) || null,
  };
  return {
    node: { ...UNTOLD, ...of, ...named, role: 'other', name: evaluator, start: at, end: at, score },
    unscaled: false,
  };
};
