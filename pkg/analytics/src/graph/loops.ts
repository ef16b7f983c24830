/** One act: what was done with what, and what came of it. Equal texts are equal acts. */
export interface Act {
  /** Agent, tool and arguments. */
  does: string;
  /** What came of it; null while it is not known. */
  gives: string | null;
  /** Work wasted by repeating it. */
  tokens: number | null;
  costUsd: number | null;
  subject: string;
}

export interface Loop {
  /** Acts that repeat, in order. */
  cycle: string[];
  repeats: number;
  /** Of every repeat after the first; null when none tells. */
  wastedTokens: number | null;
  wastedUsd: number | null;
  subjects: string[];
}

const MAX_PERIOD = 4;
const MIN_REPEATS = 3;

const sum = (values: ReadonlyArray<number | null>): number | null => {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
};

const same = (a: Act | undefined, b: Act | undefined): boolean =>
  a !== undefined && b !== undefined && a.gives !== null && a.does === b.does && a.gives === b.gives;

/** How many acts from `start` on go on repeating with this period. */
const repeatsFrom = (acts: readonly Act[], start: number, period: number): number => {
  let end = start + period;
  while (same(acts[end], acts[end - period])) {
    end += 1;
  }
  return end - start;
};

/**
 * T10: the same acts with the same results at least three times on end, in cycles of one to four. A poll whose result
 * changes is not a loop, nor is an act whose result is not known.
 */
export const loopsOf = (acts: readonly Act[]): Loop[] => {
  const loops: Loop[] = [];
  let start = 0;
  while (start < acts.length) {
    const found = [1, 2, 3, MAX_PERIOD]
      .map((period) => ({ period, length: repeatsFrom(acts, start, period) }))
      .find(({ period, length }) => length >= period * MIN_REPEATS);
    if (found === undefined) {
      start += 1;
      continue;
    }
    const members = acts.slice(start, start + found.length);
    const wasted = members.slice(found.period);
    loops.push({
      cycle: members.slice(0, found.period).map(({ does }) => does),
      repeats: Math.floor(found.length / found.period),
      wastedTokens: sum(wasted.map(({ tokens }) => tokens)),
      wastedUsd: sum(wasted.map(({ costUsd }) => costUsd)),
      subjects: [...new Set(members.map(({ subject }) => subject))],
    });
    start += found.length;
  }
  return loops;
};
