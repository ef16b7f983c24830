import { type SpanNode } from './node';
import { type Attributes, type RawLog } from './records';

/** The span a call was told by. */
export interface CallPlace {
  trace: string;
  id: string;
}

/** What names a call where its span is not named: the provider's answer, or the agent SDK's generation. */
export type CallName = `answer ${string}` | `generation ${string}`;

interface Waiting {
  /** Evaluations of the call by their ids: one told again is the same. */
  nodes: Map<string, SpanNode>;
  since: number;
}

const MOST_CALLS = 100_000;
const MOST_WAITING = 10_000;
/** Events come before the span they speak of, which is told when it ends. */
const WAIT_MS = 10 * 60_000;

/** The call an evaluation names; null when it names none. */
export const callNameOf = ({
  responseId,
  generation,
}: Pick<SpanNode, 'responseId' | 'generation'>): CallName | null => {
  if (generation !== null) {
    return `generation ${generation}`;
  }
  return responseId === null ? null : `answer ${responseId}`;
};

const textAt = (attributes: Attributes, key: string): string | null => {
  const value = attributes.get(key);
  return typeof value === 'string' && value !== '' ? value : null;
};

/** The same, from what an evaluation's record says. */
const callNamedIn = (attributes: Attributes): CallName | null =>
  callNameOf({
    responseId: textAt(attributes, 'gen_ai.response.id'),
    generation: textAt(attributes, 'agento11y.generation.id'),
  });

const namesOf = ({ role, responseId, generation }: SpanNode): CallName[] => {
  if (role !== 'model') {
    return [];
  }
  const answer: CallName[] = responseId === null ? [] : [`answer ${responseId}`];
  return generation === null ? answer : [...answer, `generation ${generation}`];
};

/**
 * Which span told of which call, the newest calls; and evaluations that came before their call. Bounded: what is forgotten
 * or never came is unmatched, and counted by whoever told of it.
 */
export class CallIndex {
  private young = new Map<string, CallPlace>();
  private old = new Map<string, CallPlace>();
  private readonly waiting = new Map<CallName, Waiting>();

  constructor(
    private readonly mostCalls = MOST_CALLS,
    private readonly mostWaiting = MOST_WAITING
  ) {}

  find(name: CallName): CallPlace | null {
    return this.young.get(name) ?? this.old.get(name) ?? null;
  }

  /** An evaluation that names its call alone, with the span that told of the call where that is known. */
  placed(log: RawLog): RawLog {
    const name = log.traceId === '' || log.spanId === '' ? callNamedIn(log.attributes) : null;
    const place = name === null ? null : this.find(name);
    return place === null ? log : { ...log, traceId: place.trace, spanId: place.id };
  }

  /** Learns of a call. @returns evaluations that waited for it, now with their place */
  add(node: SpanNode): SpanNode[] {
    const freed: SpanNode[] = [];
    for (const name of namesOf(node)) {
      // Told once in a tree and once beside it: the place in the tree stands.
      if (node.parent !== '' || this.find(name) === null) {
        this.keep(name, { trace: node.trace, id: node.id });
      }
      const held = this.waiting.get(name);
      if (held !== undefined) {
        this.waiting.delete(name);
        freed.push(...[...held.nodes.values()].map((one) => ({ ...one, trace: node.trace, parent: node.id })));
      }
    }
    return freed;
  }

  /** Holds an evaluation until its call comes. @returns those that had to go for it */
  wait(name: CallName, node: SpanNode, now: number): SpanNode[] {
    const held = this.waiting.get(name) ?? { nodes: new Map<string, SpanNode>(), since: now };
    held.nodes.set(node.id, node);
    this.waiting.set(name, held);
    const [oldest] = this.waiting.size > this.mostWaiting ? this.waiting : [];
    return oldest === undefined ? [] : this.drop(...oldest);
  }

  /** Gives up those that have waited for long. */
  expire(now: number): SpanNode[] {
    const lost: SpanNode[] = [];
    for (const [name, held] of this.waiting) {
      if (now - held.since < WAIT_MS) {
        break;
      }
      lost.push(...this.drop(name, held));
    }
    return lost;
  }

  private drop(name: CallName, { nodes }: Waiting): SpanNode[] {
    this.waiting.delete(name);
    return [...nodes.values()];
  }

  private keep(name: CallName, place: CallPlace): void {
    this.young.set(name, place);
    if (this.young.size >= this.mostCalls / 2) {
      this.old = this.young;
      this.young = new Map();
    }
  }
}
