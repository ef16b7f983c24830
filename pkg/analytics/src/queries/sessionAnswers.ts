import { type Query, type Session } from '@eljefe/contract';

import { BadRequest } from './errors';
import { formerRunsOf, formerRunsSql, type FormerRunsRow } from './formerRuns';
import { answerSessionGraph } from './kinds/sessionGraph';
import {
  spanOf,
  spanSecondsOf,
  spanSecondsSql,
  spansOfSession,
  spansSql,
  traceFrame,
  type SpanRow,
  type SpanSecondsRow,
} from './kinds/trace';
import { type Answered } from './series/answerSeries';
import { type Sql } from './where';

/** What answers about one session are made of. */
export interface SessionReads {
  read<T>(sql: Sql): Promise<T[]>;
  /** Every source that knows the id when none is named. */
  sessions(id: string, source?: string): Promise<Session[]>;
  now(): number;
}

const needed = (query: Query): string => {
  if (!query.id) {
    throw new BadRequest('id', query.id ?? '', `send the id of what ${query.kind} is to show`);
  }
  return query.id;
};

const oneSession = async (query: Query, { sessions }: SessionReads): Promise<Session | null> => {
  const [found, ...others] = await sessions(needed(query), query.source ?? undefined);
  if (others.length > 0) {
    const sources = [found, ...others].map((session) => session?.source).join(', ');
    throw new BadRequest('source', '', `several orchestrators know this session (${sources}): name one`);
  }
  return found ?? null;
};

/** `session_graph`. @throws BadRequest for a session nobody knows */
export const graphFrames = async (query: Query, reads: SessionReads): Promise<Answered> => {
  const session = await oneSession(query, reads);
  if (session === null) {
    throw new BadRequest('id', query.id ?? '', 'send the id of a session that is stored');
  }
  const now = reads.now();
  const [rows, former] = await Promise.all([
    reads.read<SpanSecondsRow>(spanSecondsSql(session.session_id)),
    reads.read<FormerRunsRow>(formerRunsSql(session, now)),
  ]);
  return answerSessionGraph({ session, spans: spanSecondsOf(rows), former: formerRunsOf(former), now });
};

/** `trace`: spans, else the steps of a session. @throws BadRequest for an id nobody knows */
export const traceFrames = async (query: Query, reads: SessionReads): Promise<Answered> => {
  const spans = await reads.read<SpanRow>(spansSql(needed(query)));
  if (spans.length > 0) {
    return { frames: [traceFrame(spans.map(spanOf), 'spans')], notices: [] };
  }
  const session = await oneSession(query, reads);
  if (session === null) {
    throw new BadRequest('id', query.id ?? '', 'send the id of a trace, a session or a job that is stored');
  }
  return {
    frames: [traceFrame(spansOfSession(session, reads.now()), 'steps')],
    notices: [
      {
        severity: 'info',
        text: 'Nobody sent spans of this session: its steps are shown instead',
        hint: 'Instrument the agents with OpenTelemetry to see model and tool calls.',
      },
    ],
  };
};
