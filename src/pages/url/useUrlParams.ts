import { locationService } from '@grafana/runtime';
import { useCallback, useSyncExternalStore } from 'react';

const listen = (onChange: () => void): (() => void) => locationService.getHistory().listen(onChange);
const searchNow = (): string => locationService.getLocation().search;

/** The address' query, read again whenever it changes. */
export const useUrlSearch = (): URLSearchParams => new URLSearchParams(useSyncExternalStore(listen, searchNow));

export type ParamChanges = Readonly<Record<string, string | readonly string[] | null>>;

/** Writes parameters into the address; null and empty ones are removed. Typing replaces the entry, a choice adds one. */
export const setUrlParams = (changes: ParamChanges, replace = false): void => {
  const written = Object.fromEntries(
    Object.entries(changes).map(([key, value]) => [
      key,
      value === null || value.length === 0 ? null : typeof value === 'string' ? value : [...value],
    ])
  );
  locationService.partial(written, replace);
};

/** One parameter of the address, '' when absent. */
export const useUrlParam = (name: string): [string, (value: string | null, replace?: boolean) => void] => {
  const value = useUrlSearch().get(name) ?? '';
  const set = useCallback((next: string | null, replace?: boolean) => setUrlParams({ [name]: next }, replace), [name]);
  return [value, set];
};
