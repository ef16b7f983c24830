import { type Span, type TraceTree } from '../trace/trace.types';
import { type Aligned, alignSteps } from './alignSteps';

export interface StepItem {
  key: string;
  span: Span;
  depth: number;
}

/** Numbers and ids in a name differ from run to run; the work is the same. */
const plainName = (name: string): string => name.replace(/[0-9a-f]{8,}|\d+/gi, '#');

/** Steps of a session in the order they began; the same agent doing the same with the same tool has the same key. */
export const stepItems = ({ nodes }: TraceTree): StepItem[] =>
  nodes.map(({ span, depth }) => ({
    key: [depth, depth === 0 ? '' : span.who, span.tool ?? plainName(span.name)].join('\u0000'),
    span,
    depth,
  }));

export interface SessionTotals {
  lengthMs: number;
  steps: number;
  failed: number;
  tokens: number | null;
  costUsd: number | null;
}

const sumOf = (values: ReadonlyArray<number | null>): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
};

/** Sums over the spans without children: a parent's figures hold those of its children already. */
export const sessionTotals = ({ nodes, startMs, endMs, failed }: TraceTree): SessionTotals => {
  const leaves = nodes.filter(({ children }) => children === 0).map(({ span }) => span);
  return {
    lengthMs: endMs - startMs,
    steps: nodes.length,
    failed,
    tokens: sumOf(
      leaves.map(({ inputTokens, outputTokens }) =>
        inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0)
      )
    ),
    costUsd: sumOf(leaves.map(({ costUsd }) => costUsd)),
  };
};

export const compareSessions = (a: TraceTree, b: TraceTree): Array<Aligned<StepItem>> =>
  alignSteps(stepItems(a), stepItems(b));
