/**
 * Rows in their former places: those that are gone leave, those that are new wait.
 * @param rows the newest rows, in the order they would have
 * @param places keys in the order that is on screen
 */
export const holdOrder = <T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  places: readonly string[]
): { shown: T[]; arrived: number } => {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const shown = places.flatMap((key) => byKey.get(key) ?? []);
  return { shown, arrived: rows.length - shown.length };
};
