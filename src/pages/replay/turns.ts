import { type Session } from '@eljefe/contract';

import { type SpokenText, spanTexts } from '../trace/spanTexts';
import { type TraceNode, type TraceTree } from '../trace/trace.types';

export type TurnKind = 'said' | 'used' | 'worked' | 'began' | 'handed';

/** One thing an agent did, in its place in time (T2). Times in epoch ms. */
export interface Turn {
  key: string;
  kind: TurnKind;
  who: string;
  title: string;
  atMs: number;
  endMs: number;
  failed: boolean;
  message: string | null;
  texts: SpokenText[];
  spanId: string | null;
}

const kindOf = ({ span, children }: TraceNode, texts: readonly SpokenText[]): TurnKind => {
  if (span.tool !== null) {
    return 'used';
  }
  if (span.model !== null || texts.some(({ voice }) => voice === 'assistant')) {
    return children > 0 ? 'began' : 'said';
  }
  return children > 0 ? 'began' : 'worked';
};

/** A node is a turn when it did something itself, when it failed, or when another agent takes over with it. */
const isTurn = (node: TraceNode, parent: TraceNode | undefined): boolean =>
  node.children === 0 || node.span.failed || node.span.who !== parent?.span.who;

const turnOf = (node: TraceNode): Turn => {
  const { span } = node;
  const texts = spanTexts(span);
  return {
    key: span.id,
    kind: kindOf(node, texts),
    who: span.who,
    title: span.tool ?? span.name,
    atMs: span.startMs,
    endMs: span.startMs + span.durationMs,
    failed: span.failed,
    message: span.message,
    texts,
    spanId: span.id,
  };
};

const handoffTurns = ({ handoffs, steps }: Pick<Session, 'handoffs' | 'steps'>): Turn[] => {
  const names = new Map(steps.map(({ step_id, name }) => [step_id, name]));
  return handoffs.flatMap(({ at, from_step, to_step, from_agent, to_agent, outcome }, index): Turn[] =>
    at === null
      ? []
      : [
          {
            key: `handoff ${index} ${from_step} ${to_step}`,
            kind: 'handed',
            who: from_agent ?? names.get(from_step) ?? from_step,
            title: to_agent ?? names.get(to_step) ?? to_step,
            atMs: at,
            endMs: at,
            failed: outcome === 'failed',
            message: null,
            texts: [],
            spanId: null,
          },
        ]
  );
};

/** Everything that was said and done, in order. */
export const turnsOf = (tree: TraceTree, session: Pick<Session, 'handoffs' | 'steps'>): Turn[] =>
  [...tree.nodes.filter((node) => isTurn(node, tree.nodes[node.parent])).map(turnOf), ...handoffTurns(session)].sort(
    (left, right) => left.atMs - right.atMs || left.endMs - right.endMs || left.key.localeCompare(right.key)
  );

/** Index of the last turn that has begun at an instant; −1 before the first. */
export const turnAt = (turns: readonly Turn[], atMs: number): number => {
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((turns[middle]?.atMs ?? Infinity) <= atMs) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
};

export interface Doing {
  who: string;
  turn: Turn;
  /** Is it still under way at that instant? */
  isBusy: boolean;
}

/** What each agent does at an instant, else did last; in the order they first appeared. */
export const doingAt = (turns: readonly Turn[], atMs: number): Doing[] => {
  const latest = new Map<string, Turn>();
  for (const turn of turns) {
    if (turn.atMs > atMs) {
      break;
    }
    const held = latest.get(turn.who);
    // A longer turn that is still under way counts only until a newer one begins within it.
    if (!held || turn.atMs >= held.atMs) {
      latest.set(turn.who, turn);
    }
  }
  return [...latest].map(([who, turn]) => ({ who, turn, isBusy: turn.endMs > atMs }));
};
