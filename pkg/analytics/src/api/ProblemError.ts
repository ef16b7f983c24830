import { type FieldProblem, type Problem } from '@eljefe/contract';

const KINDS = {
  'invalid-request': [400, 'The request is not valid'],
  'invalid-body': [400, 'The body is not valid'],
  'invalid-path': [400, 'The path is not allowed'],
  unauthenticated: [401, 'Who is asking?'],
  forbidden: [403, 'Not allowed'],
  'foreign-origin': [403, 'Not for other web pages'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'Method not allowed'],
  'request-timeout': [408, 'The request took too long to arrive'],
  ambiguous: [409, 'More than one fits'],
  conflict: [409, 'Changed meanwhile'],
  'too-large': [413, 'Too large'],
  'unsupported-media': [415, 'Unsupported media type'],
  'wrong-host': [421, 'Not the address of this service'],
  'query-limit': [422, 'The query is over a limit'],
  'too-many': [429, 'Too many failures'],
  'headers-too-large': [431, 'Headers too large'],
  internal: [500, 'An error of the service'],
  unavailable: [503, 'Not now'],
  timeout: [504, 'It took too long'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemKind = keyof typeof KINDS;

export interface ProblemExtra {
  problems?: FieldProblem[];
  retryAfterSeconds?: number;
  headers?: Record<string, string>;
}

/** Makes the RFC 9457 document of a kind. */
export const problemDocument = (kind: ProblemKind, detail: string, extra: ProblemExtra = {}): Problem => {
  const [status, title] = KINDS[kind];
  return {
    type: `urn:problem-type:eljefe:${kind}`,
    title,
    status,
    detail,
    ...(extra.problems ? { problems: extra.problems } : {}),
    ...(extra.retryAfterSeconds === undefined ? {} : { retry_after_seconds: extra.retryAfterSeconds }),
  };
};

/** An answer that is a problem. Any part of the service may throw it; the API sends it as it is. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: ProblemKind, detail: string, extra: ProblemExtra = {}) {
    super(detail);
    this.name = 'ProblemError';
    this.problem = problemDocument(kind, detail, extra);
    this.statusCode = this.problem.status;
    this.headers = {
      ...extra.headers,
      ...(extra.retryAfterSeconds === undefined ? {} : { 'retry-after': String(extra.retryAfterSeconds) }),
    };
  }
}
