/** What one evaluation said, on its own scale. */
export interface Evaluation {
  evaluator: string;
  value: number | null;
  label: string | null;
}

/** Bounds of an evaluator's scores: worst and best. */
export interface Scale {
  worst: number;
  best: number;
}

/** Scale of an evaluator by its name; null when nobody told it. */
export type Scales = (evaluator: string) => Scale | null;

export interface ScaleConfig extends Scale {
  /** Name of the evaluator, or `*` for all without a scale of their own. */
  evaluator: string;
}

/** Scales as configured. */
export const scalesOf = (configured: readonly ScaleConfig[]): Scales => {
  const byName = new Map(configured.map((scale) => [scale.evaluator, scale]));
  return (evaluator) => byName.get(evaluator) ?? byName.get('*') ?? null;
};

const VERDICTS: Readonly<Record<string, number>> = { pass: 1, passed: 1, fail: 0, failed: 0 };

const verdictOf = (label: string | null): number | null => {
  const word = label?.trim().toLowerCase() ?? '';
  return Object.hasOwn(VERDICTS, word) ? (VERDICTS[word] ?? null) : null;
};

/**
 * A3.1: an evaluation as a score from 0 (worst) to 1 (best).
 * @returns null when its scale is not known, or it lies outside of it: a guess would be no measure
 */
export const scaledScore = ({ evaluator, value, label }: Evaluation, scales: Scales): number | null => {
  const scale = scales(evaluator);
  if (value === null || scale === null) {
    return verdictOf(label);
  }
  const score = (value - scale.worst) / (scale.best - scale.worst);
  return score >= 0 && score <= 1 ? Math.abs(score) : null;
};
