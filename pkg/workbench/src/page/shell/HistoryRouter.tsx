import { locationService } from '@grafana/runtime';
import { useLayoutEffect, useState, type ReactNode } from 'react';
import { NavigationType, Router, type Location } from 'react-router';

/** What the history of the libraries hands out; its own types are not installed. */
interface Place {
  location: Pick<Location, 'pathname' | 'search' | 'hash'>;
  action: string;
}

/** React Router on top of the history that the libraries navigate with, so that both always agree. */
export function HistoryRouter({ children }: { children: ReactNode }) {
  const history = locationService.getHistory();
  const [place, setPlace] = useState<Place>({ location: history.location, action: history.action });
  useLayoutEffect(
    () => history.listen((location: Place['location'], action: string) => setPlace({ location, action })),
    [history]
  );
  return (
    <Router location={place.location} navigationType={typeOf(place.action)} navigator={history}>
      {children}
    </Router>
  );
}

function typeOf(action: string): NavigationType {
  return Object.values(NavigationType).find((type) => type === action) ?? NavigationType.Pop;
}
