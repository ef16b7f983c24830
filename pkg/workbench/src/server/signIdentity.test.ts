import { createLocalJWKSet, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { makeIdentitySigner } from './signIdentity';

const USER = { login: 'ada', name: 'Ada', email: 'ada@localhost', role: 'Editor', permissions: {} } as const;

test('I4: the user is named as Grafana would, signed with the published key', async () => {
  const { keys, sign } = await makeIdentitySigner();
  const { payload, protectedHeader } = await jwtVerify(await sign(USER), createLocalJWKSet({ keys: keys.keys }), {
    audience: 'org:1',
  });
  expect(payload).toMatchObject({ username: 'ada', role: 'Editor', email: 'ada@localhost', sub: 'user:1' });
  expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: keys.keys[0]?.kid });
  expect(keys.keys[0]).not.toHaveProperty('d');
});

test('a name is signed once and again only near its end; another role is another name', async () => {
  const clock = { now: 1_800_000_000_000 };
  const { sign } = await makeIdentitySigner(() => clock.now);
  const first = await sign(USER);
  clock.now += 500_000;
  expect(await sign(USER)).toBe(first);
  expect(await sign({ ...USER, role: 'Viewer' })).not.toBe(first);
  clock.now += 60_000;
  expect(await sign(USER)).not.toBe(first);
});
