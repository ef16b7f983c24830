import { useEffect, useState } from 'react';

export type Loaded<T> = { state: 'loading' } | { state: 'loaded'; value: T } | { state: 'failed'; error: unknown };

/** Loads something for a page, again whenever `key` changes; an answer that comes too late is dropped. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<{ key: string; result: Loaded<T> }>({ key: '', result: { state: 'loading' } });
  useEffect(() => {
    let isCurrent = true;
    const settle = (result: Loaded<T>) => {
      if (isCurrent) {
        setLoaded({ key, result });
      }
    };
    load().then(
      (value) => settle({ state: 'loaded', value }),
      (error: unknown) => settle({ state: 'failed', error })
    );
    return () => {
      isCurrent = false;
    };
    // The key says what is loaded; a new function of each render must not load it again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return loaded.key === key ? loaded.result : { state: 'loading' };
}
