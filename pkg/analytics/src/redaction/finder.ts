/** A piece of text to mask, `[start, end)`. */
export interface Finding {
  kind: string;
  start: number;
  end: number;
}

/**
 * Looks for one kind of text. `hints` are cheap to look for: a text without any of them holds none of it, nor does one shorter
 * than `least` characters. Most texts of a span are names and ids that are shorter than any key.
 */
export interface Finder {
  kind: string;
  least: number;
  hints: readonly string[] | RegExp;
  find(text: string): Finding[];
}

/**
 * A finder by regular expression. The expression must run in linear time: whatever is unbounded in it either ends the match
 * or can begin only where the former run of the same characters ended. With a capture group, only that is masked.
 */
export const byExpression = (
  { kind, least }: Pick<Finder, 'kind' | 'least'>,
  hints: Finder['hints'],
  expression: RegExp
): Finder => ({
  kind,
  least,
  hints,
  find: (text) => {
    const found: Finding[] = [];
    for (const match of text.matchAll(expression)) {
      const [start, end] = match.indices?.[1] ?? [match.index, match.index + match[0].length];
      found.push({ kind, start, end });
    }
    return found;
  },
});

export const mayHold = ({ hints, least }: Finder, text: string): boolean => {
  if (text.length < least) {
    return false;
  }
  if (hints instanceof RegExp) {
    return hints.test(text);
  }
  for (const hint of hints) {
    if (text.includes(hint)) {
      return true;
    }
  }
  return false;
};
