import {
  isEnded,
  normaliseAgentJob,
  normaliseWorkflowSession,
  statusOf,
  type FieldProblem,
  type ZoneOffsetMinutes,
} from '@eljefe/contract';

import { ABANDONED } from '../../domain/abandoned';
import { standingStatus, type JobFold, type JobNews } from '../../domain/jobFold';
import { newsOf } from '../../domain/jobNews';
import { type SessionFold, type SessionNews } from '../../domain/sessionFold';

export interface Observed<N> {
  id: string;
  news: N;
  problems: FieldProblem[];
}

export interface ObserveOptions {
  zoneMinutes: ZoneOffsetMinutes;
  /** When it was seen: an observation speaks of the instant it is made. */
  seenAt: number;
  key?: string;
}

/** An `AgentJob` of the orchestrator as news; null, with the problem, when it names no job. */
export const observeJob = (
  wire: unknown,
  options: ObserveOptions
): Observed<JobNews> | { problems: FieldProblem[] } => {
  const { record, problems } = normaliseAgentJob(wire, options);
  if (record === null) {
    return { problems };
  }
  const news = newsOf({ ...record, time: options.seenAt }, options.zoneMinutes);
  return { id: record.job_id, news, problems };
};

/** A `WorkflowSession` of the orchestrator as news. */
export const observeSession = (
  wire: unknown,
  options: ObserveOptions
): Observed<SessionNews> | { problems: FieldProblem[] } => {
  const { record, problems } = normaliseWorkflowSession(wire, options);
  if (record === null) {
    return { problems };
  }
  const { session_id: id, status, ...fields } = record;
  const news = { stamp: options.seenAt, status: status ?? null, fields, phase: null, humanAction: false };
  return { id, news, problems };
};

const same = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));

export type Comparison = 'new' | 'same' | 'stale';

/**
 * Compares an observation with what is known: the orchestrator is read again and again and mostly says the same.
 * `stale`: it shows work as running that is known to have ended (one of its sources is behind); a disagreement, not news (W2.3).
 */
export const compareJob = (known: JobFold | undefined, news: JobNews): Comparison => {
  const standing = known === undefined ? null : standingStatus(known);
  if (known === undefined || standing === null) {
    return 'new';
  }
  const started = news.fields.started_at;
  const newRun = started !== undefined && started > (known.fields.completed_at?.v ?? Infinity);
  const ended = isEnded(standing.status) && standing.raw !== ABANDONED;
  if (news.status !== null && ended && !isEnded(statusOf(news.status)) && !newRun) {
    return 'stale';
  }
  const differs =
    (news.status !== null && news.status !== standing.raw) ||
    Object.entries(news.fields).some(([key, value]) => !same(value, known.fields[key as keyof JobNews['fields']]?.v));
  return differs ? 'new' : 'same';
};

/** The same for a session. */
export const compareSession = (known: SessionFold | undefined, news: SessionNews): Comparison => {
  if (known === undefined) {
    return 'new';
  }
  const knownStatus = known.status;
  const ended = knownStatus !== null && isEnded(knownStatus.status) && knownStatus.raw !== ABANDONED;
  if (news.status !== null && ended && !isEnded(statusOf(news.status))) {
    return 'stale';
  }
  const differs =
    (news.status !== null && news.status !== knownStatus?.raw) ||
    Object.entries(news.fields).some(
      ([key, value]) => !same(value, known.fields[key as keyof SessionNews['fields']]?.v)
    );
  return differs ? 'new' : 'same';
};
