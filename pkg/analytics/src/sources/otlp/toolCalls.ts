import { loopsOf, type Act } from '../../graph/loops';

import { type SpanNode } from './node';

/**
 * The tool calls among spans, each once: an agent framework and the client it calls through may both tell of one call, by the
 * same id, or one inside of the other.
 */
export const toolCalls = (owned: readonly SpanNode[], get: (id: string) => SpanNode | undefined): SpanNode[] => {
  const ids = new Set<string>();
  return owned.filter(({ role, parent, toolCall }) => {
    if (role !== 'tool' || get(parent)?.role === 'tool' || (toolCall !== null && ids.has(toolCall))) {
      return false;
    }
    if (toolCall !== null) {
      ids.add(toolCall);
    }
    return true;
  });
};

const MAX_NAME = 100;

const actOf = ({ tool, name, act, id }: SpanNode): Act => ({
  does: `${(tool ?? name).slice(0, MAX_NAME)} ${act?.does ?? ''}`,
  gives: act?.gives ?? null,
  tokens: null,
  costUsd: null,
  subject: id,
});

/** Between the tools of a circle, in the label that tells of it. */
export const LOOP_ARROW = ' → ';

/** T10: calls of the same tools with the same arguments and results, at least three times on end, as labels of the job. */
export const toolLoop = (calls: readonly SpanNode[]): Record<string, string> => {
  const loops = loopsOf(calls.map(actOf));
  const longest = loops.reduce<(typeof loops)[number] | null>(
    (most, loop) => (most === null || loop.repeats > most.repeats ? loop : most),
    null
  );
  return longest === null
    ? {}
    : {
        tool_loop: longest.cycle.map((does) => does.slice(0, does.lastIndexOf(' '))).join(LOOP_ARROW),
        tool_loop_repeats: String(longest.repeats),
      };
};
