import fc from 'fast-check';
import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';

import { readTokenCommand, runTokenCommand, TokenCommandError } from './tokenCommand';
import { readToken } from './tokenText';
import { TokenStore } from './TokenStore';

describe('I4: own API tokens', () => {
  let file: string;
  let now: number;
  let store: TokenStore;
  beforeEach(() => {
    file = path.join(mkdtempSync(path.join(tmpdir(), 'eljefe-tokens-')), 'deep', 'tokens.json');
    now = 1_000;
    store = new TokenStore({ file, now: () => now });
  });
  const create = (expiresAt: number | null = null) =>
    store.create({ name: 'ci', role: 'Editor', createdBy: 'me', expiresAt });

  test('a new token is eljefe_<id>_<256-bit secret> and is known with its role', async () => {
    const { text } = await create();
    expect(text).toMatch(/^eljefe_[a-z0-9]{12}_[A-Za-z0-9_-]{43}$/);
    expect(store.check(text)).toMatchObject({ ok: true, token: { name: 'ci', role: 'Editor' } });
  });
  test('the file holds no secret and is its owner’s alone', async () => {
    const { text } = await create();
    expect(readFileSync(file, 'utf8')).not.toContain(text.slice(-43));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
  test('another secret under the same id, another id with the same secret, or any change of a letter is unknown', async () => {
    const { text } = await create();
    const parts = readToken(text);
    const other = await create();
    const swapped = `eljefe_${parts?.id}_${other.text.slice(-43)}`;
    expect(store.check(swapped)).toEqual({ ok: false, reason: 'unknown' });
    fc.assert(
      fc.property(fc.nat(42), fc.constantFrom('A', 'b', '7', '-'), (at, letter) => {
        const start = text.length - 43;
        const changed = text.slice(0, start + at) + letter + text.slice(start + at + 1);
        fc.pre(changed !== text);
        expect(store.check(changed)).toEqual({ ok: false, reason: 'unknown' });
      })
    );
  });
  test.each(['', 'eljefe', 'eljefe_abc_def', 'Basic abc', 'glsa_something'])('%j is malformed', (text) => {
    expect(store.check(text)).toEqual({ ok: false, reason: 'malformed' });
  });
  test('it ends when it was said to', async () => {
    const { text, info } = await create(2_000);
    now = 1_999;
    expect(store.check(text).ok).toBe(true);
    now = 2_000;
    expect(store.check(text)).toEqual({ ok: false, reason: 'expired' });
    expect(store.has(info.id)).toBe(false);
  });
  test('what another process writes counts within a second: made, then revoked', async () => {
    const cli = new TokenStore({ file, now: () => now });
    const { text, info } = await cli.create({ name: 'x', role: 'Viewer', createdBy: 'me', expiresAt: null });
    now += 1_000;
    expect(store.check(text).ok).toBe(true);
    expect(await cli.revoke(info.id)).toBe(true);
    now += 1_000;
    expect(store.check(text)).toEqual({ ok: false, reason: 'unknown' });
  });
  test('many changes at once, from two stores, are all kept', async () => {
    const other = new TokenStore({ file, now: () => now });
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? store : other).create({ name: `t${i}`, role: 'Viewer', createdBy: 'me', expiresAt: null })
      )
    );
    expect(new TokenStore({ file, now: () => now }).list()).toHaveLength(20);
  });
  test('a file that is no token file stops the start instead of letting somebody or nobody in', () => {
    const broken = path.join(path.dirname(path.dirname(file)), 'broken.json');
    writeFileSync(broken, '{"version":1,"tokens":[{"id":"x"}]}');
    chmodSync(broken, 0o600);
    expect(() => new TokenStore({ file: broken, now: () => now })).toThrow('Restore it from a backup');
  });
  test('the last use is shown', async () => {
    const { text } = await create();
    expect(store.list()[0]?.last_used_at).toBeNull();
    now = 5_000;
    store.check(text);
    expect(store.list()[0]?.last_used_at).toBe(5_000);
  });

  describe('the command `token`', () => {
    const run = (...words: string[]) =>
      runTokenCommand(readTokenCommand(words), store, { now: () => now, user: 'root' });
    test('create, list, revoke', async () => {
      const [text = ''] = await run('create', '--role', 'editor', '--name=ci', '--expires-days', '1');
      expect(store.check(text)).toMatchObject({ ok: true, token: { name: 'ci', role: 'Editor' } });
      const [line = ''] = await run('list');
      expect(line).toContain('Editor');
      expect(line).toContain('1970-01-02T00:00:01.000Z');
      await run('revoke', line.slice(0, 12));
      expect(store.check(text)).toEqual({ ok: false, reason: 'unknown' });
      expect(await run('list')).toEqual([expect.stringContaining('No tokens yet')]);
    });
    test('flags of the configuration are left for it', () => {
      expect(readTokenCommand(['create', '--data-dir', '/x', '--role', 'Admin', '--name', 'a']).rest).toEqual([
        '--data-dir',
        '/x',
      ]);
    });
    test.each([
      [[], 'what to do?'],
      [['craete'], 'did you mean create?'],
      [['create', '--name', 'x'], '--role is missing'],
      [['create', '--name', 'x', '--role', 'Edtor'], 'did you mean Editor?'],
      [['create', '--role', 'Admin'], '--name is missing'],
      [['create', '--role', 'Admin', '--name'], 'a value is missing'],
      [['create', '--role', 'Admin', '--name', 'x', '--expires-days', '-1'], 'more than 0'],
      [['revoke', 'abc'], '12 characters'],
    ])('%j is refused: %s', (words, message) => {
      expect(() => readTokenCommand(words)).toThrow(message);
    });
    test('revoking what is not there says so', async () => {
      await expect(run('revoke', 'abcdefghijkl')).rejects.toThrow(TokenCommandError);
    });
  });
});
