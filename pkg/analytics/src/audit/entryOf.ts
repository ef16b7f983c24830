import { type AuditAction, type AuditOutcome } from '@eljefe/contract';

import { type AccessRecord, type Refusal } from '../api/context';
import { type AuditEntry } from './auditEntry';

const MAX_TEXT = 300;

/** Bounded, and without halves of characters: the store keeps UTF-8, and the hash is of what is kept. */
const kept = (text: string): string => Buffer.from(text.slice(0, MAX_TEXT)).toString();

const OUTCOMES: Readonly<Record<Refusal['kind'], AuditOutcome>> = {
  failure: 'unauthenticated',
  limited: 'limited',
  forbidden: 'forbidden',
};

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
const CHANGED_TAGS = new Set(['settings', 'administration']);

const actionOf = ({ method, access, tag, exported }: AccessRecord): AuditAction => {
  if (exported) {
    return 'export';
  }
  if (READS.has(method) || access === 'read' || access === 'open' || access === null) {
    return 'read';
  }
  if (tag !== null && CHANGED_TAGS.has(tag)) {
    return 'change';
  }
  return access === 'control' || access === 'admin' ? 'control' : 'send';
};

/** Acts are kept with what exactly they were on; reads and sendings with their route, so that equal ones add up. */
const targetOf = (record: AccessRecord, action: AuditAction): string =>
  action === 'change' || action === 'control' ? record.path : (record.route ?? '(no such route)');

/**
 * What the audit keeps of an answered call: of a refused one that it was refused (also where an open route then answered
 * all the same), of any other what was done. An open route nobody named themselves to leaves nothing: probes of health
 * are no access.
 */
export const entryOf = (record: AccessRecord, now: number): AuditEntry | null => {
  const { refusal, identity, status } = record;
  if (refusal === null && identity === null && record.access === 'open') {
    return null;
  }
  const done = actionOf(record);
  const refused = refusal?.kind === 'forbidden' ? 'authorise' : 'authenticate';
  const outcome: AuditOutcome = refusal ? OUTCOMES[refusal.kind] : status < 400 ? 'ok' : 'failed';
  return {
    time: now,
    until: null,
    actor: kept(identity?.name ?? ''),
    role: identity?.role ?? '',
    action: refusal ? refused : done,
    target: kept(`${record.method} ${targetOf(record, done)}`),
    outcome,
    reason: refusal?.reason ?? (outcome === 'failed' ? String(status) : ''),
    token: kept(record.token ?? ''),
    address: kept(record.address),
    requestId: kept(record.requestId),
    calls: 1,
  };
};
