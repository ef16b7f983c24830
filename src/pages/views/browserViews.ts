import { config } from '@grafana/runtime';

import { readViews, type SavedView, writeViews } from './savedViews';

/** Where views are kept that nobody but this browser knows: one place for each data source and login. */
const keyOf = (uid: string): string => `eljefe.views.${uid}.${config.bootData?.user?.login ?? ''}`;

/** Views of this browser; none where its storage is forbidden. */
export const browserViews = (uid: string): SavedView[] => {
  try {
    return readViews(window.localStorage.getItem(keyOf(uid)));
  } catch {
    return [];
  }
};

/** @throws when the storage is full or forbidden */
export const keepBrowserViews = (uid: string, views: readonly SavedView[]): void =>
  window.localStorage.setItem(keyOf(uid), writeViews(views));
