import { isEnded, parse, Session } from '@eljefe/contract';
import { useEffect, useState } from 'react';
import { map } from 'rxjs';

import { RequestFailure } from '../../client/transport';
import { unreadable } from '../../core/problem/explainFailure';
import { useService } from '../service/ServiceContext';
import { type Observed, useObserved } from '../service/useObserved';

/** A session under way is read again this often. */
const AGAIN_MS = 5_000;

export interface ObservedSession extends Observed<Session> {
  /** Grows with each reading. */
  turn: number;
  refresh: () => void;
}

/** One session with its steps, read again while it runs. */
export const useSession = (id: string, source: string): ObservedSession => {
  const { transport, uid } = useService();
  const [turn, setTurn] = useState(0);
  const query = source === '' ? '' : `?orchestrator=${encodeURIComponent(source)}`;
  const observed = useObserved<Session>({
    key: `${uid} ${source} ${id}`,
    moment: String(turn),
    ask: () =>
      transport.getJson('analytics', `read/sessions/${encodeURIComponent(id)}${query}`).pipe(
        map((body) => {
          const parsed = parse(Session, body);
          if (!parsed.ok) {
            throw new RequestFailure(unreadable('analytics', body));
          }
          return parsed.value;
        })
      ),
  });
  const runs = observed.value !== null && !isEnded(observed.value.status);
  useEffect(() => {
    if (!runs) {
      return undefined;
    }
    const timer = setInterval(() => setTurn((held) => held + 1), AGAIN_MS);
    return () => clearInterval(timer);
  }, [runs]);
  return { ...observed, turn, refresh: () => setTurn((held) => held + 1) };
};
