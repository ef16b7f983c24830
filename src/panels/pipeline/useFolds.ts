import { useCallback, useState } from 'react';

import { type StepRow } from './pipeline.types';

interface Input {
  sessionKey: string;
  groups: ReadonlyMap<string, readonly StepRow[]>;
  /** So they stand until the reader folds or unfolds himself. */
  foldedAtFirst: boolean;
}

interface Folds {
  folded: ReadonlySet<string>;
  fold: (group: string) => void;
  unfold: (group: string) => void;
  all: (fold: boolean) => void;
  /** Changes with each act of the reader. */
  acts: number;
}

interface Chosen {
  sessionKey: string;
  byDefault: boolean;
  /** Groups that are the other way round. */
  turned: ReadonlySet<string>;
  acts: number;
}

const NONE: ReadonlySet<string> = new Set();

/** Which groups are folded: all or none at first, then as the reader turns them; another session starts afresh. */
export const useFolds = ({ sessionKey, groups, foldedAtFirst }: Input): Folds => {
  const [chosen, setChosen] = useState<Chosen>({ sessionKey, byDefault: foldedAtFirst, turned: NONE, acts: 0 });
  const { byDefault, turned } = chosen.sessionKey === sessionKey ? chosen : { byDefault: foldedAtFirst, turned: NONE };

  const turn = useCallback(
    (group: string, fold: boolean) =>
      setChosen((old) => {
        const mine = old.sessionKey === sessionKey ? old : { byDefault: foldedAtFirst, turned: NONE };
        const others = [...mine.turned].filter((other) => other !== group);
        return {
          sessionKey,
          byDefault: mine.byDefault,
          turned: new Set(fold === mine.byDefault ? others : [...others, group]),
          acts: old.acts + 1,
        };
      }),
    [sessionKey, foldedAtFirst]
  );
  const fold = useCallback((group: string) => turn(group, true), [turn]);
  const unfold = useCallback((group: string) => turn(group, false), [turn]);
  return {
    folded: new Set([...groups.keys()].filter((group) => byDefault !== turned.has(group))),
    fold,
    unfold,
    all: (wanted) => setChosen((old) => ({ sessionKey, byDefault: wanted, turned: NONE, acts: old.acts + 1 })),
    acts: chosen.acts,
  };
};
