import { AUDIT_ACTIONS, AUDIT_OUTCOMES, AuditCheck, AuditPage, parseInstant, shown } from '@eljefe/contract';
import { Type, type Static } from '@sinclair/typebox';

import { type ApiPlugin } from '../api/buildApi';
import { ProblemError } from '../api/ProblemError';
import { addRoute } from '../api/route';
import { listAudit, readPlace, type AuditAsk } from './listAudit';
import { type AuditTrail } from './AuditTrail';
import { type Sql } from '../queries/where';

const some = (description: string) =>
  Type.Optional(
    Type.Array(Type.String({ maxLength: 300 }), { maxItems: 50, description: `${description}; repeatable` })
  );

const AuditQuery = Type.Object({
  from: Type.Optional(Type.String({ maxLength: 64, description: 'RFC 3339 or epoch ms; included' })),
  to: Type.Optional(Type.String({ maxLength: 64, description: 'RFC 3339 or epoch ms; excluded' })),
  actor: some('who: name of a person or a token'),
  action: some(`one of ${AUDIT_ACTIONS.join(', ')}`),
  outcome: some(`one of ${AUDIT_OUTCOMES.join(', ')}`),
  address: some('of the connection'),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, description: 'entries of a page, 100 unless said' })),
  cursor: Type.Optional(Type.String({ maxLength: 2_000, description: '`next_cursor` of the page before' })),
});

const DEFAULT_LIMIT = 100;

const wrong = (field: string, value: unknown, remedy: string): ProblemError =>
  new ProblemError('invalid-request', `${field}: found ${shown(value)}; ${remedy}`, {
    problems: [{ field, value: shown(value), remedy }],
  });

const instantOf = (field: 'from' | 'to', text: string | undefined): number | null => {
  if (text === undefined) {
    return null;
  }
  const instant = parseInstant(/^\d{9,}$/.test(text) ? Number(text) : text);
  if (instant === null) {
    throw wrong(field, text, 'send RFC 3339 or epoch milliseconds');
  }
  return instant;
};

const knownWords = (field: string, values: readonly string[], known: readonly string[]): readonly string[] => {
  const foreign = values.find((value) => !known.includes(value));
  if (foreign !== undefined) {
    throw wrong(field, foreign, `use one of ${known.join(', ')}`);
  }
  return values;
};

const askOf = (query: Static<typeof AuditQuery>): AuditAsk => {
  const after = query.cursor === undefined ? null : readPlace(query.cursor);
  if (query.cursor !== undefined && after === null) {
    throw wrong('cursor', query.cursor, 'send next_cursor of the page before, unchanged');
  }
  return {
    from: instantOf('from', query.from),
    to: instantOf('to', query.to),
    actors: query.actor ?? [],
    actions: knownWords('action', query.action ?? [], AUDIT_ACTIONS),
    outcomes: knownWords('outcome', query.outcome ?? [], AUDIT_OUTCOMES),
    addresses: query.address ?? [],
    limit: query.limit ?? DEFAULT_LIMIT,
    after,
  };
};

export interface AuditRoutesDeps {
  trail: Pick<AuditTrail, 'flush' | 'check'>;
  read<T>(sql: Sql): Promise<T[]>;
}

/** `/api/v1/audit` (B2): who did what, and the proof that nothing of it was changed. */
export const auditRoutes =
  ({ trail, read }: AuditRoutesDeps): ApiPlugin =>
  (scope, { config }) => {
    const deadlineSeconds = config.limits.queryMaxSeconds;
    addRoute(scope, {
      method: 'GET',
      url: '/api/v1/audit',
      access: 'admin',
      tag: 'administration',
      summary: 'Who did what and what came of it, newest first (B2)',
      description:
        'Refusals, exports, changes and controls one by one (what repeats within a minute is added up), reads and sendings as one entry for each caller, route and minute.',
      query: AuditQuery,
      answers: { 200: { description: 'One page', schema: AuditPage } },
      deadlineSeconds,
      handle: async ({ query }) => {
        const ask = askOf(query);
        await trail.flush();
        return listAudit(read, ask);
      },
    });
    addRoute(scope, {
      method: 'GET',
      url: '/api/v1/audit/check',
      access: 'admin',
      tag: 'administration',
      summary: 'Looks through the whole audit: was an entry edited, removed, inserted?',
      answers: { 200: { description: 'What was found, chain by chain', schema: AuditCheck } },
      deadlineSeconds,
      handle: () => trail.check(),
    });
  };
