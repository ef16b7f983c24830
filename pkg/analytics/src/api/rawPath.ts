const RULES: ReadonlyArray<readonly [RegExp, string]> = [
  [/%2e/i, 'an encoded dot (%2e)'],
  [/%2f/i, 'an encoded slash (%2f)'],
  [/%5c|\\/i, 'a backslash'],
  [/%25[0-9a-f]{2}/i, 'a double encoding (%25…)'],
  [/%(?:[01][0-9a-f]|7f)/i, 'an encoded control character'],
  [/(?:^|\/)\.{1,2}(?:\/|$)/, 'a dot segment'],
  [/\/\//, 'an empty segment'],
  [/;/, 'a path parameter (;)'],
];

/**
 * Judges a path as it came over the wire, before anything decodes it. Proxies in front check rights on the path they see;
 * a path that two readers can read in two ways must not pass.
 * @param url request target, with or without a query
 * @returns what is wrong with it, or null
 */
export const rawPathFault = (url: string): string | null => {
  const path = url.split('?', 1)[0] ?? '';
  if (!path.startsWith('/')) {
    return 'no leading slash';
  }
  return RULES.find(([pattern]) => pattern.test(path))?.[1] ?? null;
};
