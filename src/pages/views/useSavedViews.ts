import { parse, SavedView as SharedView } from '@eljefe/contract';
import { usePluginUserStorage } from '@grafana/runtime';
import { Type } from '@sinclair/typebox';
import { useCallback, useEffect, useRef, useState } from 'react';
import { lastValueFrom, map } from 'rxjs';

import { failureOf } from '../../client/transport';
import { failureText } from '../../core/problem/failure.types';
import { useService } from '../service/ServiceContext';
import { useObserved } from '../service/useObserved';
import { readViews, type SavedView, withView, writeViews } from './savedViews';

const KEY = 'views';
const SharedViews = Type.Array(SharedView);

/** A view as the menu offers it. */
export interface OfferedView extends SavedView {
  /** Who shares it; null for the viewer's own, private one. */
  owner: string | null;
  mayRemove: boolean;
}

const privateOne = (view: SavedView): OfferedView => ({ ...view, owner: null, mayRemove: true });

/** Views that others share through the service, and those one shares oneself. */
const useSharedViews = (turn: number): OfferedView[] => {
  const { transport, uid, hasAnalytics } = useService();
  const { value } = useObserved({
    key: `${uid} ${hasAnalytics}`,
    moment: String(turn),
    ask: () => transport.getJson('analytics', 'read/views').pipe(map((body) => parse(SharedViews, body))),
  });
  return value?.ok
    ? value.value
        .filter(({ shared }) => shared)
        .map(({ id, name, page, search, owner, mine }) => ({ id, name, page, query: search, owner, mayRemove: mine }))
    : [];
};

/** The viewer's own views, in Grafana's user storage, and those shared through the service. */
export const useSavedViews = (page: string) => {
  const { transport } = useService();
  const storage = usePluginUserStorage();
  const held = useRef(storage);
  const [turn, setTurn] = useState(0);
  const [own, setOwn] = useState<SavedView[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const shared = useSharedViews(turn);
  useEffect(() => {
    let isHere = true;
    void held.current.getItem(KEY).then((text) => {
      if (isHere) {
        setOwn(readViews(text));
      }
    });
    return () => {
      isHere = false;
    };
  }, []);
  const store = useCallback(async (change: (views: SavedView[]) => SavedView[]) => {
    // Another tab may have saved meanwhile.
    const next = change(readViews(await held.current.getItem(KEY)));
    await held.current.setItem(KEY, writeViews(next));
    setOwn(next);
  }, []);
  const told = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
      setFailure(null);
    } catch (thrown) {
      setFailure(failureText(failureOf('analytics', thrown)));
    }
    setTurn((last) => last + 1);
  };
  return {
    views: [...own.map(privateOne), ...shared]
      .filter((view) => view.page === page)
      .sort((left, right) => left.name.localeCompare(right.name)),
    failure,
    save: (view: SavedView) => store((all) => withView(all, view)),
    share: ({ name, query }: SavedView) =>
      told(lastValueFrom(transport.postJson('analytics', 'views', { name, page, search: query, shared: true }))),
    remove: ({ id, owner }: OfferedView) =>
      owner === null
        ? store((all) => all.filter((view) => view.id !== id))
        : told(
            lastValueFrom(transport.remove('analytics', `views/${encodeURIComponent(id)}`), { defaultValue: undefined })
          ),
  };
};
