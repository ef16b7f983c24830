/** How a source counts: does its input contain the cached tokens? */
export type Semantics = 'inclusive' | 'exclusive' | 'unknown';

export interface RawUsage {
  input: number | null;
  output: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  reasoning: number | null;
}

/** Canonical counts: `input` contains reads and writes of the cache, `output` contains reasoning. */
export interface Usage extends RawUsage {
  /** The record contradicted its declared way of counting, or none was declared and it was decided by provider. */
  assumed: boolean;
}

/** Was anything counted at all? Of most spans nothing is. */
export const hasCounted = ({ input, output, cacheRead, cacheWrite }: RawUsage): boolean =>
  (input ?? 0) + (output ?? 0) + (cacheRead ?? 0) + (cacheWrite ?? 0) > 0;

const whole = (value: number | null): number | null =>
  value === null || value < 0 || value > Number.MAX_SAFE_INTEGER ? null : Math.round(value);

/** Providers whose raw usage counts cached tokens beside the input. */
const countsBeside = (provider: string | null, model: string | null): boolean =>
  /anthropic|claude/i.test(provider ?? '') || /claude/i.test(model ?? '');

const isExclusive = (
  raw: RawUsage,
  semantics: Semantics,
  from: { provider: string | null; model: string | null }
): boolean => {
  const cached = (raw.cacheRead ?? 0) + (raw.cacheWrite ?? 0);
  if (cached > (raw.input ?? 0)) {
    return true;
  }
  return semantics === 'unknown' ? countsBeside(from.provider, from.model) : semantics === 'exclusive';
};

/**
 * Brings the counts of any source to one meaning: `fresh = input − read − write ≥ 0` always holds.
 * @param from decides where the source itself does not say how it counts
 * @returns null when nothing was counted: absent, not zero
 */
export const canonicalUsage = (
  counted: RawUsage,
  semantics: Semantics,
  from: { provider: string | null; model: string | null }
): Usage | null => {
  const raw: RawUsage = {
    input: whole(counted.input),
    output: whole(counted.output),
    cacheRead: whole(counted.cacheRead),
    cacheWrite: whole(counted.cacheWrite),
    reasoning: whole(counted.reasoning),
  };
  const cached = (raw.cacheRead ?? 0) + (raw.cacheWrite ?? 0);
  if ((raw.input ?? 0) + (raw.output ?? 0) + cached === 0) {
    return null;
  }
  const exclusive = isExclusive(raw, semantics, from);
  const contradicted = cached > 0 && (semantics === 'unknown' || exclusive !== (semantics === 'exclusive'));
  return {
    ...raw,
    input: exclusive ? (raw.input ?? 0) + cached : raw.input,
    assumed: contradicted,
  };
};

const add = (a: number | null, b: number | null): number | null =>
  a === null && b === null ? null : (a ?? 0) + (b ?? 0);

/** Sum of two usages; a count that neither knows stays absent. */
export const addUsage = (a: RawUsage, b: RawUsage): RawUsage => ({
  input: add(a.input, b.input),
  output: add(a.output, b.output),
  cacheRead: add(a.cacheRead, b.cacheRead),
  cacheWrite: add(a.cacheWrite, b.cacheWrite),
  reasoning: add(a.reasoning, b.reasoning),
});

export const NO_USAGE: RawUsage = { input: null, output: null, cacheRead: null, cacheWrite: null, reasoning: null };
