import { usePluginUserStorage } from '@grafana/runtime';
import { useCallback, useEffect, useRef, useState } from 'react';

import { readViews, type SavedView, withView, writeViews } from './savedViews';

const KEY = 'views';

/** The viewer's own views, in Grafana's user storage: on every computer the same, seen by nobody else. */
export const useSavedViews = (page: string) => {
  const storage = usePluginUserStorage();
  const held = useRef(storage);
  const [views, setViews] = useState<SavedView[]>([]);
  useEffect(() => {
    let isHere = true;
    void held.current.getItem(KEY).then((text) => {
      if (isHere) {
        setViews(readViews(text));
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
    setViews(next);
  }, []);
  return {
    views: views.filter((view) => view.page === page).sort((left, right) => left.name.localeCompare(right.name)),
    save: useCallback((view: SavedView) => store((all) => withView(all, view)), [store]),
    remove: useCallback((id: string) => store((all) => all.filter((view) => view.id !== id)), [store]),
  };
};
