import { type Query, type QueryAnswer } from '@eljefe/contract';
import { CoreApp, type DataFrame, type DataQueryError } from '@grafana/data';
import { catchError, map, type Observable, of } from 'rxjs';

import { type QueryBatcher } from '../client/queryBatcher';
import { failureOf } from '../client/transport';
import { answerFrames } from '../core/frames/answerFrames';
import { type LinkTarget } from '../core/frames/fieldLinks';
import { shapeFrame } from '../core/frames/shapeFrame';
import { unreadFrame } from '../core/frames/unreadFrame';
import { ageText } from '../core/format/ageText';
import { failureText } from '../core/problem/failure.types';
import { problemMessage } from '../core/problem/problemMessage';
import { alignRange, type EpochRange } from '../core/query/alignRange';
import { type ElJefeQuery } from '../core/query/query.types';
import { type AnswerMemory } from './answerMemory';

export interface Asking {
  query: ElJefeQuery;
  wire: Query;
  range: EpochRange;
  /** The range to the millisecond, not widened so that panels share a request. */
  exact?: boolean;
  maxDataPoints: number;
  app: string;
}

export interface ServiceDeps {
  batcher: QueryBatcher;
  memory: AnswerMemory;
  target: LinkTarget;
  now: () => number;
}

/** What came of one target: frames, an error, or both when old frames stand in. */
export interface TargetResult {
  frames: DataFrame[];
  error: DataQueryError | null;
}

/** What a panel draws of a measure that cannot be read and of which nothing is remembered. */
const unread = ({ query, app }: Asking, { now }: ServiceDeps): DataFrame[] =>
  query.kind === 'series' && app !== CoreApp.Explore
    ? [unreadFrame(query.refId, query.shape === 'total' ? null : now())]
    : [];

const ofAnswer = (answer: QueryAnswer, asking: Asking, deps: ServiceDeps): TargetResult => {
  const { target } = deps;
  const { refId } = asking.query;
  if (answer.problem) {
    return {
      frames: unread(asking, deps),
      error: { refId, message: problemMessage(answer.problem), status: answer.problem.status },
    };
  }
  const shaping = { query: asking.query, inExplore: asking.app === CoreApp.Explore };
  return { frames: answerFrames(answer, { refId, target }).map((frame) => shapeFrame(frame, shaping)), error: null };
};

const questionKey = ({ wire, app, query }: Asking): string =>
  JSON.stringify([{ ...wire, stepSeconds: undefined }, app, query.format]);

/** Asks the service one target's question. Never fails: an error of one target leaves the others alone. */
export const askService = (asking: Asking, deps: ServiceDeps): Observable<TargetResult> => {
  const { batcher, memory, now } = deps;
  const key = questionKey(asking);
  const range = asking.exact ? asking.range : alignRange(asking.range);
  return batcher.ask({ ...range, maxDataPoints: asking.maxDataPoints, query: asking.wire }).pipe(
    map((answer) => {
      const result = ofAnswer(answer, asking, deps);
      if (result.error === null) {
        memory.keep(key, result.frames, now());
      }
      return result;
    }),
    catchError((thrown: unknown) => {
      const text = messageOf(thrown);
      const describe = (at: number): string => `Answer of ${ageText((now() - at) / 1000)} ago. ${text}`;
      const recalled = memory.recall(key, describe);
      const frames = recalled.length > 0 ? recalled : unread(asking, deps);
      return of({ frames, error: { refId: asking.query.refId, message: text } });
    })
  );
};

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error && thrown.name !== 'RequestFailure'
    ? thrown.message
    : failureText(failureOf('analytics', thrown));
