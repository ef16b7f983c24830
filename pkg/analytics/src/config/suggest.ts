/**
 * Edits (insert, delete, replace, swap of neighbours) that turn one word into another.
 * Source: optimal string alignment distance.
 */
const editDistance = (a: string, b: string): number => {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost, swap));
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
};

const MAX_WORD = 100;

/**
 * The known word a person most likely meant.
 * @returns the nearest word, or null when none is within a third of its length
 */
export const suggest = (word: string, known: readonly string[]): string | null => {
  const wanted = word.toLowerCase().slice(0, MAX_WORD);
  let best: { name: string; distance: number } | null = null;
  for (const name of known) {
    const distance = editDistance(wanted, name.toLowerCase());
    if (distance <= Math.max(1, Math.floor(name.length / 3)) && (!best || distance < best.distance)) {
      best = { name, distance };
    }
  }
  return best?.name ?? null;
};

/** `Did you mean X?`, or the list of what is known when nothing is near. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  const near = suggest(word, known);
  return near ? `did you mean ${near}?` : `known are: ${known.join(', ')}`;
};
