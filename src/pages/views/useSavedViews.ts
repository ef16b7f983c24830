import { Identity, parse, SavedView as ServiceView, type SavedViewInput } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';
import { useState } from 'react';
import { forkJoin, lastValueFrom, map, type Observable, of } from 'rxjs';

import { failureOf, type Transport } from '../../client/transport';
import { failureText } from '../../core/problem/failure.types';
import { useService } from '../service/ServiceContext';
import { useObserved } from '../service/useObserved';
import { browserViews, keepBrowserViews } from './browserViews';
import { type SavedView, withView } from './savedViews';

const ServiceViews = Type.Array(ServiceView);

/** A view as the menu offers it. */
export interface OfferedView extends SavedView {
  /** Who shares it; null for the viewer's own, private one. */
  owner: string | null;
  mayRemove: boolean;
  keptBy: 'service' | 'browser';
}

interface Known {
  /** Does the service tell this person from others? Only then may it keep what is private. */
  isPerson: boolean;
  views: readonly ServiceView[];
}

const readKnown = (transport: Transport): Observable<Known> =>
  forkJoin([transport.getJson('analytics', 'read/me'), transport.getJson('analytics', 'read/views')]).pipe(
    map(([me, views]) => {
      const [identity, read] = [parse(Identity, me), parse(ServiceViews, views)];
      return { isPerson: identity.ok && identity.value.by === 'grafana', views: read.ok ? read.value : [] };
    })
  );

const offered = ({ id, name, page, search, shared, owner, mine }: ServiceView): OfferedView => ({
  ...{ id, name, page, query: search, mayRemove: mine },
  owner: shared ? owner : null,
  keptBy: 'service',
});

const ofBrowser = (view: SavedView): OfferedView => ({ ...view, owner: null, mayRemove: true, keptBy: 'browser' });

/** Saves a view in the service; one's own of the same name on the same page is replaced. */
const put = (transport: Transport, view: SavedViewInput, known: readonly ServiceView[]): Observable<unknown> => {
  const former = known.find(({ mine, name, page }) => mine && name === view.name && page === view.page);
  return former
    ? transport.putJson('analytics', `views/${encodeURIComponent(former.id)}`, view)
    : transport.postJson('analytics', 'views', view);
};

/**
 * The viewer's own views and those shared, of one page. All of them are the service's where it knows who asks; where it
 * cannot tell one person from another, private ones stay in this browser.
 */
export const useSavedViews = (page: string) => {
  const { transport, uid, hasAnalytics } = useService();
  const [turn, setTurn] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const { value } = useObserved<Known>({
    key: `${uid} ${hasAnalytics}`,
    moment: String(turn),
    ask: () => (hasAnalytics ? readKnown(transport) : of({ isPerson: false, views: [] })),
  });
  const { isPerson, views } = value ?? { isPerson: false, views: [] };
  const own = browserViews(uid);
  const told = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      setFailure(null);
    } catch (thrown) {
      setFailure(failureText(failureOf('analytics', thrown)));
    }
    setTurn((last) => last + 1);
  };
  const send = ({ name, query }: SavedView, shared: boolean): Promise<void> =>
    told(() => lastValueFrom(put(transport, { name, page, search: query, shared }, views)));
  const keep = (changed: SavedView[]): Promise<void> => told(async () => keepBrowserViews(uid, changed));
  return {
    views: [...own.map(ofBrowser), ...views.filter(({ shared }) => shared || isPerson).map(offered)]
      .filter((view) => view.page === page)
      .sort((left, right) => left.name.localeCompare(right.name)),
    failure,
    /** Where a private view goes. */
    keptBy: isPerson ? ('service' as const) : ('browser' as const),
    save: (view: SavedView) => (isPerson ? send(view, false) : keep(withView(own, view))),
    share: (view: SavedView) => send(view, true),
    remove: ({ id, keptBy }: OfferedView) =>
      keptBy === 'browser'
        ? keep(own.filter((view) => view.id !== id))
        : told(() =>
            lastValueFrom(transport.remove('analytics', `views/${encodeURIComponent(id)}`), { defaultValue: undefined })
          ),
  };
};
