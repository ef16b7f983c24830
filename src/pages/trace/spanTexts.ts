import { type Span } from './trace.types';

export type Voice = 'system' | 'user' | 'assistant' | 'tool' | 'arguments' | 'result';

/** Something that was said, or handed to a tool, or came back from it. */
export interface SpokenText {
  voice: Voice;
  text: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pretty = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string') {
    return value;
  }
  try {
    const read: unknown = JSON.parse(value);
    return read;
  } catch {
    return value;
  }
};

const VOICES: Readonly<Record<string, Voice>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  tool: 'tool',
};

const voiceOf = (role: unknown, fallback: Voice): Voice => VOICES[String(role).toLowerCase()] ?? fallback;

/** A part of a message: text, a call of a tool, or what a tool gave. */
const partText = (part: unknown): string => {
  if (!isRecord(part)) {
    return pretty(part);
  }
  const content = part['content'] ?? part['text'] ?? part['result'] ?? part['response'];
  if (content !== undefined && content !== null) {
    return pretty(content);
  }
  const name = part['name'];
  return typeof name === 'string' ? `${name}(${pretty(part['arguments'] ?? '')})` : pretty(part);
};

const messageTexts = (message: unknown, fallback: Voice): SpokenText[] => {
  if (!isRecord(message)) {
    return [{ voice: fallback, text: pretty(message) }];
  }
  const body = message['parts'] ?? message['content'] ?? message['text'];
  const parts: unknown[] = Array.isArray(body) ? body : [body ?? message];
  const text = parts.map(partText).join('\n');
  return [{ voice: voiceOf(message['role'], fallback), text }];
};

const messages = (value: unknown, fallback: Voice): SpokenText[] => {
  const read = parsed(value);
  const list: unknown[] = Array.isArray(read) ? read : [read];
  return list.flatMap((message) => messageTexts(message, fallback)).filter(({ text }) => text.trim() !== '');
};

/** Attributes that hold what was said, in the order it is read, each with who speaks unless it says so itself. */
const SAID: ReadonlyArray<readonly [string, Voice]> = [
  ['gen_ai.system_instructions', 'system'],
  ['gen_ai.input.messages', 'user'],
  ['gen_ai.prompt', 'user'],
  ['input.value', 'user'],
  ['gen_ai.tool.call.arguments', 'arguments'],
  ['gen_ai.tool.call.result', 'result'],
  ['gen_ai.output.messages', 'assistant'],
  ['gen_ai.completion', 'assistant'],
  ['output.value', 'assistant'],
];

/** Attributes that are shown as what was said, and need not be shown again. */
export const TEXT_KEYS: ReadonlySet<string> = new Set(SAID.map(([key]) => key));

/** What was said in a span, as far as its texts were stored: on the span itself, or on its events. */
export const spanTexts = ({ tags, events }: Span): SpokenText[] => {
  const places = [tags, ...events.map(({ fields }) => fields)];
  return places.flatMap((place) => {
    const held = new Map(place.map(({ key, value }) => [key, value]));
    return SAID.flatMap(([key, voice]) => (held.has(key) ? messages(held.get(key), voice) : []));
  });
};
