import { type AccessRecord } from '../api/context';
import { type AuditEntry } from './auditEntry';
import { type HeadNote, type Noted } from './headFile';

export const AT = Date.UTC(2026, 0, 2, 3, 4, 0);

/** An answered read of ada's, unless said otherwise. */
export const access = (given: Partial<AccessRecord> = {}): AccessRecord => ({
  identity: { name: 'ada', role: 'Editor', email: null, by: 'token' },
  token: 'ci',
  method: 'GET',
  route: '/api/v1/state',
  path: '/api/v1/state',
  access: 'read',
  tag: 'live',
  status: 200,
  ms: 1,
  address: '10.0.0.1',
  requestId: 'r1',
  exported: false,
  refusal: null,
  ...given,
});

/** Somebody whose token nobody knows. */
export const stranger = (given: Partial<AccessRecord> = {}): AccessRecord =>
  access({
    identity: null,
    token: null,
    status: 401,
    refusal: { kind: 'failure', reason: 'token-unknown' },
    ...given,
  });

export const entry = (given: Partial<AuditEntry> = {}): AuditEntry => ({
  time: AT,
  until: null,
  actor: 'ada',
  role: 'Editor',
  action: 'change',
  target: 'PUT /api/v1/settings/budgets',
  outcome: 'ok',
  reason: '',
  token: 'ci',
  address: '10.0.0.1',
  requestId: 'r1',
  calls: 1,
  ...given,
});

/** A note of the head that stays in memory. */
export const memoryHead = (noted: Noted | null = null): HeadNote & { noted: Noted | null } => {
  const head = {
    noted,
    read: () => head.noted,
    write: (next: Noted) => {
      head.noted = next;
    },
  };
  return head;
};
