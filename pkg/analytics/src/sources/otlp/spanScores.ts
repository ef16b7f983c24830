import { factId } from '../../domain/factId';
import { type RowOf } from '../../store/schema';

import { scaledScore, type Evaluation } from './evaluation';
import { type ReadOptions } from './readSpan';
import { type Attributes, type RawSpan } from './records';

const KEY =
  /^(?:(trace|session)\.)?(?:(?:evaluations|annotations)\.(\d{1,3})\.)?(?:evaluation|annotation)\.(name|score|label|explanation)$/;

/** Is it a key of an OpenInference score? */
export const isScoreKey = (key: string): boolean => KEY.test(key);

interface Told extends Evaluation {
  about: 'span' | 'trace' | 'session';
  explanation: string;
}

const evaluationsIn = (attributes: Attributes, keys: readonly string[]): Told[] => {
  const found = new Map<string, Told>();
  for (const key of keys) {
    const [, about = 'span', index = '', part] = KEY.exec(key) ?? [];
    const list = key.replace(/(?:evaluation|annotation)\.[a-z]+$/, '');
    const value = attributes.get(key);
    const told = found.get(`${list} ${index}`) ?? {
      about: about === 'trace' || about === 'session' ? about : 'span',
      evaluator: '',
      value: null,
      label: null,
      explanation: '',
    };
    found.set(`${list} ${index}`, told);
    if (part === 'score') {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      told.value = typeof number === 'number' && Number.isFinite(number) ? number : null;
    } else if (typeof value === 'string') {
      told.evaluator = part === 'name' ? value.slice(0, 512) : told.evaluator;
      told.label = part === 'label' ? value : told.label;
      told.explanation = part === 'explanation' ? value : told.explanation;
    }
  }
  return [...found.values()];
};

export interface SpanScores {
  /** Mean of those about the span itself whose scale is known, 0 to 1; null without one. */
  score: number | null;
  /** Told, but without a known scale. */
  unscaled: number;
  /** Each as told, on its own scale. */
  rows: Array<RowOf<'feedback'>>;
}

const subjectOf = ({ about }: Told, span: RawSpan, session: string | null): [string, string] => {
  if (about === 'session' && session !== null) {
    return ['session', session];
  }
  return about === 'span' ? ['span', `${span.traceId}-${span.spanId}`] : ['trace', span.traceId];
};

/** OpenInference's scores on a span (§7): of the span, or of its whole trace or session, which are no scores of the span. */
export const readSpanScores = (
  span: RawSpan,
  keys: readonly string[],
  { source, session, options }: { source: string; session: string | null; options: ReadOptions }
): SpanScores => {
  const told = evaluationsIn(span.attributes, keys);
  const scored = told.map((one) => scaledScore(one, options.scales));
  const own = scored.filter((score, index): score is number => score !== null && told[index]?.about === 'span');
  const time = Number(span.startNs / 1_000_000n);
  return {
    score: own.length === 0 ? null : own.reduce((sum, score) => sum + score, 0) / own.length,
    unscaled: scored.filter((score) => score === null).length,
    rows: told.map((one) => {
      const [subject_kind, subject] = subjectOf(one, span, session);
      const { evaluator, value, label, explanation } = one;
      return {
        id: factId('score', span.traceId, span.spanId, one.about, evaluator),
        ...{ time, source, subject_kind, subject, kind: 'evaluation', score: value },
        comment: options.redaction.text(explanation.slice(0, 20_000)),
        user: evaluator,
        attributes: JSON.stringify(label === null ? {} : { label: options.redaction.text(label.slice(0, 512)) }),
        received: options.received,
      };
    }),
  };
};
