import { type AuditAction, type AuditOutcome } from '@eljefe/contract';

/** What is kept of one call, or of several equal ones. */
export interface AuditEntry {
  /** Epoch ms of the first call. */
  time: number;
  /** Epoch ms of the last call; null while there is but one. */
  until: number | null;
  /** Empty: nobody who could prove a name. */
  actor: string;
  role: string;
  action: AuditAction;
  target: string;
  outcome: AuditOutcome;
  /** Of a refusal, or the status of a failure; empty when all went well. */
  reason: string;
  /** Name of the API token that came along; empty without one. */
  token: string;
  address: string;
  requestId: string;
  calls: number;
}

/** Told where an entry stands for many callers that were too many to tell apart. */
export const MANY = '(many)';
