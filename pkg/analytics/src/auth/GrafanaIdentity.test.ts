import { SignJWT, UnsecuredJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';

import { fakeGrafana, type FakeGrafana } from './grafana.fixtures';
import { GrafanaIdentity } from './GrafanaIdentity';
import { GrafanaKeys, KeysUnavailable } from './GrafanaKeys';

const START = Date.UTC(2026, 0, 1);

describe('I4: X-Grafana-Id is believed only when the configured Grafana signed it for us', () => {
  let now: number;
  let grafana: FakeGrafana;
  let identity: GrafanaIdentity;
  const build = (issuer: string | null = null): GrafanaIdentity =>
    new GrafanaIdentity({
      keys: new GrafanaKeys({ url: 'http://grafana.test/', fetch: grafana.fetch, now: () => now }),
      audiences: ['org:1', 'org:7'],
      issuer,
      now: () => now,
    });
  beforeEach(async () => {
    now = START;
    grafana = await fakeGrafana(START);
    identity = build();
  });

  test('a good one names the person, the role and the organisation', async () => {
    expect(await identity.check(await grafana.sign('first'))).toMatchObject({
      ok: true,
      org: 'org:1',
      identity: { name: 'ada', role: 'Editor', email: 'ada@example.test', by: 'grafana' },
    });
  });
  test.each([
    [{ aud: 'org:2' }, 'audience'],
    [{ aud: '' }, 'audience'],
    [{ role: 'None' }, 'no-role'],
    [{ role: 'Grafana Admin' }, 'no-role'],
    [{ role: undefined }, 'no-role'],
    [{ nbf: START / 1_000 + 3_600 }, 'expired'],
  ])('claims %j are refused: %s', async (claims, reason) => {
    expect(await identity.check(await grafana.sign('first', claims))).toEqual({ ok: false, reason });
  });
  test('the issuer counts when it is configured', async () => {
    const token = await grafana.sign('first');
    expect(await build('http://grafana.test/').check(token)).toMatchObject({ ok: true });
    expect(await build('http://other.test/').check(token)).toEqual({ ok: false, reason: 'issuer' });
  });
  test('it ends when it says, give or take half a minute of clock difference, also when it was believed before', async () => {
    const token = await grafana.sign('first', {}, START + 60_000);
    expect(await identity.check(token)).toMatchObject({ ok: true });
    now = START + 60_000 + 29_000;
    expect(await identity.check(token)).toMatchObject({ ok: true });
    now = START + 60_000 + 31_000;
    expect(await identity.check(token)).toEqual({ ok: false, reason: 'expired' });
  });
  test('a changed payload does not keep its signature', async () => {
    const [head, body = '', signature] = (await grafana.sign('first', { role: 'Viewer' })).split('.');
    const payload = Buffer.from(body, 'base64url').toString().replace('Viewer', 'Admin');
    const forged = [head, Buffer.from(payload).toString('base64url'), signature].join('.');
    expect(await identity.check(forged)).toEqual({ ok: false, reason: 'signature' });
  });
  test('alg none is no signature', async () => {
    const unsigned = new UnsecuredJWT({ aud: 'org:1', sub: 'user:1', role: 'Admin' }).setExpirationTime('1h').encode();
    expect(await identity.check(unsigned)).toEqual({ ok: false, reason: 'malformed' });
  });
  test('the public key used as a shared secret (HS256) does not pass', async () => {
    const secret = new TextEncoder().encode(await grafana.publicText('first'));
    const forged = await new SignJWT({ aud: 'org:1', sub: 'user:1', role: 'Admin', username: 'mallory' })
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .setExpirationTime(START / 1_000 + 600)
      .sign(secret);
    expect(await identity.check(forged)).toEqual({ ok: false, reason: 'malformed' });
  });
  test('a key of the caller’s own under a known id does not pass', async () => {
    const mallory = await fakeGrafana(START);
    expect(await identity.check(await mallory.sign('first', { role: 'Admin' }))).toEqual({
      ok: false,
      reason: 'signature',
    });
  });
  test.each(['', 'a.b.c', 'x'.repeat(10_000), '{}', '...'])('%j is malformed', async (text) => {
    expect(await identity.check(text.slice(0, 9_000))).toEqual({ ok: false, reason: 'malformed' });
  });
  test('an unknown key id has the keys read again, at most every ten seconds', async () => {
    await identity.check(await grafana.sign('first'));
    await grafana.addKey('second');
    const token = await grafana.sign('second');
    expect(await identity.check(token)).toEqual({ ok: false, reason: 'unknown-key' });
    expect(grafana.reads()).toBe(1);
    now += 10_000;
    expect(await identity.check(token)).toMatchObject({ ok: true });
    expect(grafana.reads()).toBe(2);
  });
  test('many callers at once read the keys once', async () => {
    const tokens = await Promise.all(['a', 'b', 'c'].map((username) => grafana.sign('first', { username })));
    await Promise.all(tokens.map((token) => identity.check(token)));
    expect(grafana.reads()).toBe(1);
  });
  test('while Grafana is down, known keys still count and unknown ones are undecided', async () => {
    await identity.check(await grafana.sign('first'));
    grafana.setDown(true);
    now += 3_600_000;
    expect(await identity.check(await grafana.sign('first', { username: 'bo' }, now + 60_000))).toMatchObject({
      ok: true,
    });
    await grafana.addKey('second');
    await expect(identity.check(await grafana.sign('second', {}, now + 60_000))).rejects.toThrow(KeysUnavailable);
  });
  test('a withdrawn key stops to count within the hour', async () => {
    const other = await fakeGrafana(START);
    let source = grafana.fetch;
    const keys = new GrafanaKeys({
      url: 'http://grafana.test',
      fetch: (...request) => source(...request),
      now: () => now,
    });
    const checker = new GrafanaIdentity({ keys, audiences: ['org:1'], issuer: null, now: () => now });
    expect(await checker.check(await grafana.sign('first'))).toMatchObject({ ok: true });
    source = other.fetch;
    now += 3_600_000;
    expect(await checker.check(await grafana.sign('first', {}, now + 60_000))).toEqual({
      ok: false,
      reason: 'signature',
    });
  });
});
