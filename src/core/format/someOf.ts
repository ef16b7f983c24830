/**
 * Names the first of a list and counts the rest.
 * @returns for example `a, b, c and 4 more`
 */
export const someOf = (names: readonly string[], most = 10): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
