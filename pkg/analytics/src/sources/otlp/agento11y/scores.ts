import { factId } from '../../../domain/factId';
import { type Redaction } from '../../../redaction';
import { type RowOf } from '../../../store/schema';
import { timeFault } from '../faults';
import { type RawLog, type Value } from '../records';
import { nanosOf, objectOf, SPAN_ID, textOf, TRACE_ID, type Json } from './fields';

export interface ScoreContext {
  source: string;
  received: number;
  redaction: Redaction;
}

type Feedback = RowOf<'feedback'>;

const subjectOf = (score: Json): { subject_kind: string; subject: string } | null => {
  const [trace, span] = [textOf(score['trace_id']), textOf(score['span_id'])];
  const generation = textOf(score['generation_id']);
  const conversation = textOf(score['conversation_id']);
  if (trace !== null && span !== null) {
    return { subject_kind: 'span', subject: `${trace}-${span}` };
  }
  if (generation !== null) {
    return { subject_kind: 'generation', subject: generation };
  }
  return conversation === null ? null : { subject_kind: 'session', subject: conversation };
};

/** A score's value: a number, or pass and fail as 1 and 0; a text has no place on a scale. */
const valueOf = (score: Json): number | null => {
  const value = objectOf(score['value']);
  const number = value['number'];
  const passed = value['bool'] ?? score['passed'];
  if (typeof number === 'number' && Number.isFinite(number)) {
    return number;
  }
  return typeof passed === 'boolean' ? Number(passed) : null;
};

const nameOf = (score: Json): string => textOf(score['score_key']) ?? textOf(score['evaluator_id']) ?? '';

const timeOf = (item: Json, received: number): number => {
  const created = nanosOf(item['created_at']);
  return created === null ? received : Number(created / 1_000_000n);
};

const attributes = (item: Json, redaction: Redaction): string => JSON.stringify(redaction.value('', item));

/** Pass and fail are their own scale; a number needs a told one. */
const verdictOf = (score: Json): string | null => {
  const passed = objectOf(score['value'])['bool'] ?? score['passed'];
  return typeof passed === 'boolean' ? (passed ? 'pass' : 'fail') : null;
};

/**
 * An exported score as the evaluation of a call (A3.1), so that it becomes evidence of the job as any other; null when it speaks
 * of no call: a whole conversation's score is none of its calls.
 */
const evaluationOf = (score: Json, id: string, { source, received }: ScoreContext): RawLog | null => {
  const [trace, span] = [textOf(score['trace_id']), textOf(score['span_id'])];
  const generation = textOf(score['generation_id']);
  const isPlaced = trace !== null && TRACE_ID.test(trace) && span !== null && SPAN_ID.test(span);
  if (!isPlaced && generation === null) {
    return null;
  }
  const { number } = objectOf(score['value']);
  const created = nanosOf(score['created_at']);
  const told: Array<[string, Value | null]> = [
    ['gen_ai.evaluation.name', nameOf(score)],
    ['gen_ai.evaluation.score.value', typeof number === 'number' && Number.isFinite(number) ? number : null],
    ['gen_ai.evaluation.score.label', verdictOf(score)],
    ['agento11y.generation.id', generation],
    ['agento11y.score.id', id],
  ];
  return {
    id: factId('score', source, id),
    timeNs: created !== null && timeFault(created) === null ? created : BigInt(Math.max(1, received)) * 1_000_000n,
    severity: 0,
    severityText: '',
    eventName: 'gen_ai.evaluation.result',
    body: null,
    attributes: new Map(told.filter((pair): pair is [string, Value] => pair[1] !== null)),
    traceId: isPlaced ? trace : '',
    spanId: isPlaced ? span : '',
  };
};

/** An exported score as feedback, on its own scale, and as the evaluation of a call; its id makes a repeated one the same row. */
export const readScore = (
  score: Json,
  context: ScoreContext
): { id: string; row: Feedback; evaluation: RawLog | null } | { id: string; fault: string } => {
  const { source, received, redaction } = context;
  const id = textOf(score['score_id']) ?? '';
  const subject = subjectOf(score);
  if (id === '' || subject === null) {
    return {
      id,
      fault: id === '' ? 'a score without score_id' : 'a score of nothing: name a generation, span or conversation',
    };
  }
  return {
    id,
    evaluation: evaluationOf(score, id, context),
    row: {
      id: factId('score', source, id),
      // The time is part of the row's key: without a time of its own, the same for every sending.
      time: timeOf(score, 0),
      source,
      ...subject,
      kind: 'evaluation',
      score: valueOf(score),
      comment: redaction.text(textOf(score['explanation'], 20_000) ?? ''),
      user: nameOf(score),
      attributes: attributes(score, redaction),
      received,
    },
  };
};

const RATINGS: Readonly<Record<string, number>> = {
  CONVERSATION_RATING_VALUE_GOOD: 1,
  CONVERSATION_RATING_VALUE_BAD: 0,
};

/** A rating of a conversation as feedback: good 1, bad 0. */
export const readRating = (
  rating: Json,
  conversation: string,
  { source, received, redaction }: ScoreContext
): { id: string; row: Feedback } | { id: string; fault: string } => {
  const id = textOf(rating['rating_id']) ?? '';
  const value = textOf(rating['value']) ?? textOf(rating['rating']) ?? '';
  const score = Object.hasOwn(RATINGS, value) ? RATINGS[value] : undefined;
  if (id === '' || score === undefined) {
    return { id, fault: id === '' ? 'a rating without rating_id' : `${JSON.stringify(value)} is neither good nor bad` };
  }
  return {
    id,
    row: {
      id: factId('rating', source, id),
      time: timeOf(rating, 0),
      source,
      subject_kind: 'session',
      subject: conversation,
      kind: 'rating',
      score,
      comment: redaction.text(textOf(rating['comment'], 20_000) ?? ''),
      user: textOf(rating['rater_id']) ?? '',
      attributes: attributes(rating, redaction),
      received,
    },
  };
};
