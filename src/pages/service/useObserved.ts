import { useEffect, useState } from 'react';
import { type Observable } from 'rxjs';

import { failureOf } from '../../client/transport';
import { failureText } from '../../core/problem/failure.types';

export interface Observed<T> {
  /** The newest value; a former one of the same question stays until a new one comes. Null before the first. */
  value: T | null;
  /** Why the newest question was not answered. */
  failure: string | null;
  loading: boolean;
  /** When the value came, epoch ms of this browser's clock. */
  heardAt: number | null;
}

interface Question<T> {
  /** What is asked: another key is another question, whose answer replaces everything. */
  key: string;
  /** When it is asked: another moment asks the same again, and the old answer stays meanwhile. */
  moment: string;
  ask: () => Observable<T>;
}

interface Held<T> {
  key: string;
  moment: string;
  value: T | null;
  failure: string | null;
  heardAt: number | null;
}

/** An answer for as long as the component shows; leaving or asking anew cancels. */
export const useObserved = <T>({ key, moment, ask }: Question<T>): Observed<T> => {
  const [held, setHeld] = useState<Held<T> | null>(null);
  useEffect(() => {
    const subscription = ask().subscribe({
      next: (value) => setHeld({ key, moment, value, failure: null, heardAt: Date.now() }),
      error: (thrown: unknown) =>
        setHeld((old) => ({
          key,
          moment,
          value: old?.key === key ? old.value : null,
          heardAt: old?.key === key ? old.heardAt : null,
          failure: failureText(failureOf('analytics', thrown)),
        })),
    });
    return () => subscription.unsubscribe();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- key and moment say what `ask` asks
  }, [key, moment]);
  return held === null || held.key !== key
    ? { value: null, failure: null, loading: true, heardAt: null }
    : { value: held.value, failure: held.failure, heardAt: held.heardAt, loading: held.moment !== moment };
};
