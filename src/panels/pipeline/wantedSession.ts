import { type SearchValues } from '../../core/links/drilldownUrl';

const NOT_ONE: ReadonlySet<string> = new Set(['', 'All', '$__all']);

const oneOf = (value: unknown): string | null => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const text = typeof first === 'string' ? first.trim() : '';
  return NOT_ONE.has(text) || text.startsWith('$') ? null : text;
};

/**
 * Which session was asked for: by the option, variables filled in, else by the URL's `var-session`.
 * @returns its id; null for none, for all, and for a variable that does not exist
 */
export const wantedSession = (option: string, search: SearchValues): string | null =>
  oneOf(option) ?? oneOf(search['var-session']);
