import { type Failure } from './node';
import { type Fields } from './readFields';
import { textAt } from './readResource';
import { type RawSpan, type Value } from './records';

const MAX_TASK = 500;
export const MAX_ERROR = 4_000;

const eventText = (span: RawSpan): { type: string | null; text: string | null } => {
  const exception = span.events.find(({ name }) => name === 'exception');
  return exception === undefined
    ? { type: null, text: null }
    : { type: textAt(exception.attributes, 'exception.type'), text: textAt(exception.attributes, 'exception.message') };
};

/** Why a span failed: status, `error.type`, HTTP status, exceptions and free text; null when it did not. */
export const failureOf = (span: RawSpan, fields: Fields, claude: boolean): Failure | null => {
  const type = fields.text('errorType');
  const refused = /content_filter|refusal/.test(fields.text('finishReason') ?? '');
  const failed = span.statusCode === 2 || type !== null || refused || (claude && fields.flag('success') === false);
  if (!failed) {
    return null;
  }
  const exception = eventText(span);
  const status = fields.number('httpStatus');
  const types = [
    type,
    status !== null && status >= 400 ? String(status) : null,
    refused ? 'content_filter' : null,
    exception.type,
  ];
  const text = span.statusMessage || fields.text('errorText') || exception.text;
  return {
    types: types.filter((word) => word !== null),
    text: text === null || text === '' ? null : text.slice(0, MAX_ERROR),
  };
};

interface Message {
  role?: unknown;
  parts?: unknown;
  content?: unknown;
}

const contentOf = ({ parts, content }: Message): string | null => {
  if (typeof content === 'string') {
    return content;
  }
  const list: unknown[] = Array.isArray(parts) ? parts : [];
  const text = list.find((part) => typeof part === 'object' && part !== null && 'type' in part && part.type === 'text');
  return typeof text === 'object' && text !== null && 'content' in text && typeof text.content === 'string'
    ? text.content
    : null;
};

const messagesOf = (value: Value | undefined): Message[] => {
  const isMessage = (item: unknown): item is Message => typeof item === 'object' && item !== null;
  try {
    const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    return Array.isArray(parsed) ? parsed.filter(isMessage) : [];
  } catch {
    return [];
  }
};

/** What an agent was asked: its first user message, or its input. */
export const taskOf = (span: RawSpan, fields: Fields): string | null => {
  const message = messagesOf(span.attributes.get('gen_ai.input.messages')).find(({ role }) => role === 'user');
  const text = (message && contentOf(message)) ?? fields.text('task');
  return text?.slice(0, MAX_TASK) ?? null;
};
