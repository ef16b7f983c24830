import { act, renderHook, waitFor } from '@testing-library/react';
import React, { type PropsWithChildren } from 'react';

import { ServiceProvider } from '../service/ServiceContext';
import { fakeService } from '../testing/fakeService';
import { useSavedViews } from './useSavedViews';

const VIEW = { id: 'sessions/Failed', name: 'Failed', page: 'sessions', query: 'status=failed' };
const kept = (over: object) => ({
  ...{
    id: '1',
    name: 'Failed',
    page: 'sessions',
    search: 'q=x',
    shared: false,
    owner: 'ada',
    mine: true,
    updated_at: 1,
  },
  ...over,
});

/** The hook over a service that knows its callers by `by` and holds `views`. */
const draw = (by: 'grafana' | 'token', views: object[] = []) => {
  const sent: Array<[string, unknown]> = [];
  const service = fakeService({
    get: (path) => (path === 'read/me' ? { name: 'ada', role: 'Viewer', email: null, by } : views),
    post: (path, body) => {
      sent.push([path, body]);
      return {};
    },
  });
  const wrapper = ({ children }: PropsWithChildren) => <ServiceProvider service={service}>{children}</ServiceProvider>;
  const { result } = renderHook(() => useSavedViews('sessions'), { wrapper });
  return { result, sent, names: () => result.current.views.map(({ name, owner }) => [name, owner]) };
};

beforeEach(() => window.localStorage.clear());

describe('T4: where saved views are kept', () => {
  it('a private one by the service, where it knows the person', async () => {
    const { result, sent, names } = draw('grafana', [kept({ name: 'Mine' })]);
    await waitFor(() => expect(names()).toEqual([['Mine', null]]));
    await act(() => result.current.save(VIEW));
    expect(sent).toEqual([['views', { name: 'Failed', page: 'sessions', search: 'status=failed', shared: false }]]);
    expect(window.localStorage).toHaveLength(0);
  });

  it('one of the same name is replaced, not doubled', async () => {
    const { result, sent, names } = draw('grafana', [kept({ id: 'abc' })]);
    await waitFor(() => expect(names()).toHaveLength(1));
    await act(() => result.current.save(VIEW));
    expect(sent.map(([path]) => path)).toEqual(['views/abc']);
  });

  it('a private one by this browser, where all callers are one token: what others keep there is not shown', async () => {
    const others = [kept({ name: 'Somebody’s' }), kept({ id: '2', name: 'Shared', shared: true, owner: 'bob' })];
    const { result, sent, names } = draw('token', others);
    await waitFor(() => expect(names()).toEqual([['Shared', 'bob']]));
    expect(result.current.keptBy).toBe('browser');
    await act(() => result.current.save(VIEW));
    expect(sent).toEqual([]);
    expect(names()).toEqual([
      ['Failed', null],
      ['Shared', 'bob'],
    ]);
    const [own] = result.current.views;
    await act(async () => own && result.current.remove(own));
    expect(names()).toEqual([['Shared', 'bob']]);
  });

  it('those of other pages are left out', async () => {
    const { result, names } = draw('grafana', [kept({ page: 'agents' }), kept({ id: '2', name: 'Here' })]);
    await waitFor(() => expect(names()).toEqual([['Here', null]]));
    expect(result.current.keptBy).toBe('service');
  });
});
