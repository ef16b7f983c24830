import type { DataSourceApi, DataSourceInstanceSettings } from '@grafana/data';
import { expect, test, vi } from 'vitest';
import { createDataSourceSrv } from './dataSourceSrv';

const all: DataSourceInstanceSettings[] = JSON.parse(
  JSON.stringify([
    { uid: 'one', name: 'First', type: 'kind-a', isDefault: false, meta: { metrics: true }, jsonData: {} },
    { uid: 'two', name: 'Second', type: 'kind-b', isDefault: true, meta: { logs: true }, jsonData: {} },
  ])
);

function serviceWith(
  create: (settings: DataSourceInstanceSettings) => Promise<DataSourceApi> = () => new Promise(() => undefined)
) {
  return createDataSourceSrv({ settings: () => all, create, replace: (text) => text.replace('$source', 'one') });
}

test.each([
  ['a uid', { uid: 'one' }, 'one'],
  ['a bare uid', 'one', 'one'],
  ['a name', 'First', 'one'],
  ['a type', { type: 'kind-a' }, 'one'],
  ['a bare type', 'kind-a', 'one'],
  ['a variable', { uid: '$source', type: 'kind-b' }, 'one'],
  ['nothing', null, 'two'],
  ['default', 'default', 'two'],
  ['an unknown uid', { uid: 'none', type: 'kind-a' }, undefined],
])('D1: getInstanceSettings by %s', (_what, reference, uid) => {
  expect(serviceWith().getInstanceSettings(reference)?.uid).toBe(uid);
});

test('D1: getList filters by plugin, type, ability and function', () => {
  const service = serviceWith();
  const uids = (filters: Parameters<typeof service.getList>[0]) => service.getList(filters).map(({ uid }) => uid);
  expect(uids(undefined)).toEqual(['one', 'two']);
  expect(uids({ pluginId: 'kind-b' })).toEqual(['two']);
  expect(uids({ type: ['kind-a', 'kind-c'] })).toEqual(['one']);
  expect(uids({ logs: true })).toEqual(['two']);
  expect(uids({ filter: ({ name }) => name === 'First' })).toEqual(['one']);
});

test('D1: an unknown data source is refused with its name', async () => {
  await expect(serviceWith().get({ uid: 'none' })).rejects.toThrow(/none/);
});

test('D1: each instance is made once; after a failure, or a reload, again', async () => {
  const create = vi.fn<(one: DataSourceInstanceSettings) => Promise<DataSourceApi>>(() =>
    Promise.reject(new Error('broken'))
  );
  const service = serviceWith(create);
  const asked = [service.get('one'), service.get({ uid: 'one' })];
  await Promise.allSettled(asked);
  expect(create).toHaveBeenCalledTimes(1);
  await Promise.allSettled([service.get('one')]);
  await service.reload();
  await Promise.allSettled([service.get('one')]);
  expect(create).toHaveBeenCalledTimes(3);
});
