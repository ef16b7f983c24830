import { describe, expect, it } from 'vitest';

import { sessionCookie } from './server/auth';
import { ask, connect, running } from './testing/running';

const password = 'open sesame';
const bearer = { authorization: `Bearer ${password}` };
const cookie = { cookie: `dashboard_session=${sessionCookie(password)}` };

describe('D1: login', () => {
  it('is not asked for under /api, even with a password set', async () => {
    const { url } = await running({ password });
    expect((await ask(url, '/api/status')).status).toBe(200);
  });

  it.each([
    ['nothing', {}, 401],
    ['the password as a bearer token', bearer, 200],
    ['a wrong bearer token', { authorization: 'Bearer guess' }, 401],
    ['the session cookie', cookie, 200],
    ['a wrong cookie beside the right token', { ...bearer, cookie: 'dashboard_session=guess' }, 401],
  ])('other paths with %s', async (_what, headers, status) => {
    const { url } = await running({ password });
    expect((await ask(url, '/', { headers })).status).toBe(status);
    expect((await ask(url, '/nowhere', { headers })).status).toBe(status === 200 ? 404 : 401);
  });

  it('/ws needs the cookie or the token', async () => {
    const { port } = await running({ password });
    await expect(connect(port)).rejects.toThrow('HTTP 401');
    await expect(connect(port, { cookie: 'dashboard_session=guess' })).rejects.toThrow('HTTP 401');
    await connect(port, bearer);
    await connect(port, cookie);
  });

  it('without a password everything is open', async () => {
    const { url, port } = await running();
    expect((await ask(url, '/')).status).toBe(200);
    await connect(port);
  });

  it('POST /login gives the cookie for the right password', async () => {
    const { url } = await running({ password });
    const body = (given: string): RequestInit => ({ method: 'POST', body: new URLSearchParams({ password: given }) });
    const { status, headers } = await ask(url, '/login', body(password));
    expect([status, headers.get('location')]).toEqual([302, '/']);
    expect(headers.get('set-cookie')).toContain(cookie.cookie);
    expect((await ask(url, '/login', body('guess'))).status).toBe(401);
    expect((await ask(url, '/login')).status).toBe(200);
  });
});
