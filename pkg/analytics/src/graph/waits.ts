import { type Step } from '@eljefe/contract';

import { stepSeconds } from './stepGraph';

/** Time a step's spans account for, s; null where it sends no such spans. */
export interface SpanSeconds {
  model: number | null;
  tool: number | null;
}

/** Where the time of a step went, s. The known parts and the rest add up to `wall`; null = not told. */
export interface Waits {
  wall: number;
  queue: number | null;
  model: number | null;
  tool: number | null;
  human: number | null;
  rest: number;
}

/** Parts that together claim more than there is (overlapping model and tool calls) are cut back in proportion. */
const fitted = (parts: ReadonlyArray<number | null>, room: number): Array<number | null> => {
  const claimed = parts.reduce((sum: number, part) => sum + (part ?? 0), 0);
  const factor = claimed > room && claimed > 0 ? room / claimed : 1;
  return parts.map((part) => (part === null ? null : part * factor));
};

/**
 * The four-way split of a step's time: queue, model, tool, person, and the rest.
 * @param at now, epoch ms, for a step under way
 * @returns null for a step whose start is not known
 */
export const waitsOf = (step: Step, spans: SpanSeconds, at: number): Waits | null => {
  const running = stepSeconds(step, at);
  if (running === null) {
    return null;
  }
  const queue = step.queue_seconds;
  const [human = null, model = null, tool = null] = fitted([step.human_wait_seconds, spans.model, spans.tool], running);
  const rest = Math.max(0, running - (human ?? 0) - (model ?? 0) - (tool ?? 0));
  return { wall: running + (queue ?? 0), queue, model, tool, human, rest };
};
