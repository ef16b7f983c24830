import { Type, type Static } from '@sinclair/typebox';

import { EpochMs, Nullable, OneOf } from './schema';

/**
 * What a caller did (B2).
 * - `authenticate`: said who they are, and was not believed
 * - `authorise`: is known, and may not do this
 * - `read`, `send`: asked, or sent data
 * - `export`: took an answer away as a file
 * - `change`: settings, tokens, saved views
 * - `control`: acted on agents or workflows
 */
export const AUDIT_ACTIONS = ['authenticate', 'authorise', 'read', 'send', 'export', 'change', 'control'] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** `failed`: let in, but the call itself could not be done. */
export const AUDIT_OUTCOMES = ['ok', 'failed', 'unauthenticated', 'forbidden', 'limited'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** One entry of the audit: one call, or `calls` equal ones of one minute. Words are as stored, also where somebody changed them. */
export const AuditRow = Type.Object(
  {
    chain: Type.String({ description: 'each service process writes one chain' }),
    seq: Type.Integer({ description: 'number in the chain, without gaps' }),
    time: EpochMs,
    until: Nullable(EpochMs),
    actor: Nullable(Type.String({ description: 'null: nobody who could prove a name' })),
    role: Nullable(Type.String()),
    action: Type.String({ description: AUDIT_ACTIONS.join(', ') }),
    target: Type.String({ description: 'what was called: the route, or the path of an act' }),
    outcome: Type.String({ description: AUDIT_OUTCOMES.join(', ') }),
    reason: Nullable(Type.String({ description: 'of a refusal, or the status of a failure' })),
    token: Nullable(Type.String({ description: 'name of the API token that came along' })),
    address: Type.String(),
    request_id: Type.String({ description: 'of the first call; also in the log and the answer’s x-request-id' }),
    calls: Type.Integer({ description: 'how many equal calls of one minute this entry stands for' }),
    prev_hash: Type.String({ description: 'hash of the entry before' }),
    hash: Type.String({ description: 'SHA-256 of this entry with prev_hash' }),
  },
  { $id: 'AuditRow' }
);
export type AuditRow = Static<typeof AuditRow>;

export const AuditPage = Type.Object(
  { items: Type.Array(AuditRow), next_cursor: Nullable(Type.String()) },
  { $id: 'AuditPage' }
);
export type AuditPage = Static<typeof AuditPage>;

export const AuditFault = Type.Object({
  seq: Type.Integer({ description: 'the entry where the chain does not hold' }),
  fault: OneOf(
    ['edited', 'missing', 'doubled', 'unlinked', 'cut'] as const,
    'edited: its hash is not of what it holds; missing: numbers before it are gone; doubled: its number comes twice; unlinked: it does not follow the entry before; cut: the newest entries are gone'
  ),
});
export type AuditFault = Static<typeof AuditFault>;

/** What a look through the whole audit found. */
export const AuditCheck = Type.Object(
  {
    at: EpochMs,
    holds: Nullable(Type.Boolean({ description: 'null while there is no entry' })),
    entries: Type.Integer(),
    chains: Type.Array(
      Type.Object({
        chain: Type.String(),
        entries: Type.Integer(),
        first_seq: Type.Integer(),
        last_seq: Type.Integer(),
        last_hash: Type.String(),
        head_kept: Type.Boolean({
          description: 'its newest entry was compared with the note this process keeps outside the store',
        }),
        faults: Type.Array(AuditFault, { description: 'the first of each kind' }),
      })
    ),
  },
  { $id: 'AuditCheck' }
);
export type AuditCheck = Static<typeof AuditCheck>;
