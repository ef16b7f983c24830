import { describe, expect, test } from 'vitest';

import { access, AT, stranger } from './audit.fixtures';
import { entryOf } from './entryOf';

const put = { method: 'PUT', route: '/api/v1/settings/prices', path: '/api/v1/settings/prices', tag: 'settings' };

describe('B2, S4: what the audit keeps of a call', () => {
  test.each([
    ['a read', access(), { action: 'read', outcome: 'ok', target: 'GET /api/v1/state', actor: 'ada', token: 'ci' }],
    ['a question, which is sent by POST', access({ method: 'POST', route: '/api/v1/query' }), { action: 'read' }],
    [
      'an answer that goes out as a file',
      access({ method: 'POST', route: '/api/v1/query', exported: true }),
      { action: 'export' },
    ],
    ['records sent', access({ method: 'POST', access: 'send', tag: 'jobs' }), { action: 'send' }],
    ['an edit of settings', access({ ...put, access: 'admin' }), { action: 'change', target: `PUT ${put.path}` }],
    [
      'a token revoked: which one is kept',
      access({
        method: 'DELETE',
        route: '/api/v1/tokens/:id',
        path: '/api/v1/tokens/abc',
        access: 'admin',
        tag: 'administration',
      }),
      { action: 'change', target: 'DELETE /api/v1/tokens/abc' },
    ],
    [
      'a control',
      access({ method: 'POST', path: '/api/v1/actions', access: 'control', tag: 'control' }),
      { action: 'control', target: 'POST /api/v1/actions' },
    ],
    [
      'a wrong token',
      stranger(),
      { action: 'authenticate', outcome: 'unauthenticated', actor: '', role: '', reason: 'token-unknown' },
    ],
    [
      'too many wrong tokens',
      stranger({ status: 429, refusal: { kind: 'limited', reason: 'token-unknown' } }),
      { action: 'authenticate', outcome: 'limited' },
    ],
    [
      'a call beyond one’s role',
      access({ ...put, access: 'admin', status: 403, refusal: { kind: 'forbidden', reason: 'admin' } }),
      { action: 'authorise', outcome: 'forbidden', actor: 'ada', reason: 'admin', target: `PUT ${put.path}` },
    ],
    [
      'a wrong token on an open route that answers all the same',
      stranger({ access: 'open', status: 200 }),
      { action: 'authenticate', outcome: 'unauthenticated' },
    ],
    ['a call that failed', access({ status: 404 }), { action: 'read', outcome: 'failed', reason: '404' }],
    [
      'somebody trying addresses',
      access({ identity: null, token: null, status: 404, route: null, access: null }),
      { actor: '', target: 'GET (no such route)', outcome: 'failed' },
    ],
  ])('%s', (_, record, expected) => {
    expect(entryOf(record, AT)).toMatchObject({
      ...expected,
      time: AT,
      calls: 1,
      address: '10.0.0.1',
      requestId: 'r1',
    });
  });

  test('a probe of health by nobody in particular leaves nothing', () => {
    expect(entryOf(access({ identity: null, access: 'open', route: '/healthz' }), AT)).toBeNull();
  });
  test('texts are bounded and hold whole characters, so that the store keeps what was hashed', () => {
    const made = entryOf(access({ token: '\ud800', address: 'a'.repeat(5_000) }), AT);
    expect(made?.token).toBe('\ufffd');
    expect(made?.address).toHaveLength(300);
  });
});
