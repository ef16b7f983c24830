import { type QueryAnswer, type QueryRequest, type QueryResponse } from '@eljefe/contract';
import { Observable, of, throwError } from 'rxjs';

import { QUIET_MS } from './onceCalm';
import { type Question, QueryBatcher } from './queryBatcher';

const question = (measure: string, given: Partial<Question> = {}): Question => ({
  from: 0,
  to: 1_000,
  maxDataPoints: 100,
  query: { refId: 'A', kind: 'series', measure },
  ...given,
});

const answerTo = (request: QueryRequest): QueryResponse => ({
  at: 0,
  answers: request.queries.map(({ refId, measure }) => ({
    refId,
    frames: [{ name: String(measure), fields: [] }],
    notices: [],
    age_seconds: 0,
    next_cursor: null,
    problem: null,
  })),
});

interface Sent {
  request: QueryRequest;
  aborted: boolean;
  answer: (answers?: QueryAnswer[]) => void;
}

/** A service whose answers the test gives. */
const service = () => {
  const sent: Sent[] = [];
  const post = (request: QueryRequest) =>
    new Observable<QueryResponse>((out) => {
      const call: Sent = {
        request,
        aborted: false,
        answer: (answers = answerTo(request).answers) => {
          answered = true;
          out.next({ at: 0, answers });
          out.complete();
        },
      };
      let answered = false;
      sent.push(call);
      return () => {
        call.aborted = !answered;
      };
    });
  return { sent, batcher: new QueryBatcher(post) };
};

const names = (answers: QueryAnswer[]): Array<string | undefined> => answers.map(({ frames }) => frames[0]?.name);

/** Long enough for all that were asked one after the other. */
const WINDOW_MS = 2 * QUIET_MS;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('I1: one request per refresh', () => {
  it('sends questions of several panels with one range together, under refIds of its own, and hands each its answer', () => {
    const { sent, batcher } = service();
    const got: QueryAnswer[] = [];
    ['a', 'b', 'c'].forEach((measure) => batcher.ask(question(measure)).subscribe((answer) => got.push(answer)));
    jest.advanceTimersByTime(WINDOW_MS);
    expect(sent).toHaveLength(1);
    const refIds = sent[0]?.request.queries.map(({ refId }) => refId) ?? [];
    expect(new Set(refIds).size).toBe(3);
    const [call] = sent;
    call?.answer(answerTo(call.request).answers.reverse());
    expect(names(got)).toEqual(['a', 'b', 'c']);
  });

  it('asks an equal question once, also while its answer is under way', () => {
    const { sent, batcher } = service();
    const got: QueryAnswer[] = [];
    const ask = () => batcher.ask(question('a')).subscribe((answer) => got.push(answer));
    ask();
    ask();
    jest.advanceTimersByTime(WINDOW_MS);
    ask();
    jest.advanceTimersByTime(WINDOW_MS);
    expect(sent.map(({ request }) => request.queries.length)).toEqual([1]);
    const [call] = sent;
    call?.answer();
    expect(got).toHaveLength(3);
    ask();
    jest.advanceTimersByTime(WINDOW_MS);
    expect(sent).toHaveLength(2);
  });

  it('sends different ranges together: the commonest is the request’s, another stands with its question', () => {
    const { sent, batcher } = service();
    const got: QueryAnswer[] = [];
    batcher.ask(question('a', { to: 2_000 })).subscribe((answer) => got.push(answer));
    batcher.ask(question('b')).subscribe((answer) => got.push(answer));
    batcher.ask(question('c')).subscribe((answer) => got.push(answer));
    jest.advanceTimersByTime(WINDOW_MS);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.request).toMatchObject({ from: 0, to: 1_000 });
    expect(sent[0]?.request.queries.map(({ measure, from, to }) => [measure, from, to])).toEqual([
      ['a', undefined, 2_000],
      ['b', undefined, undefined],
      ['c', undefined, undefined],
    ]);
    sent[0]?.answer();
    expect(names(got)).toEqual(['a', 'b', 'c']);
  });

  it('asks the same measure over two ranges twice', () => {
    const { sent, batcher } = service();
    batcher.ask(question('a')).subscribe();
    batcher.ask(question('a', { from: 500 })).subscribe();
    jest.advanceTimersByTime(WINDOW_MS);
    expect(sent.map(({ request }) => request.queries.length)).toEqual([2]);
  });

  it('sends a width only with lines that have no step, so that equal totals of narrow and wide panels are asked once', () => {
    const { sent, batcher } = service();
    const total = { refId: 'A', kind: 'series', shape: 'total', measure: 'a' } as const;
    const stepped = { refId: 'A', kind: 'series', stepSeconds: 10, measure: 'b' } as const;
    for (const maxDataPoints of [50, 700]) {
      batcher.ask(question('', { maxDataPoints, query: total })).subscribe();
      batcher.ask(question('', { maxDataPoints, query: stepped })).subscribe();
      batcher.ask(question('c', { maxDataPoints })).subscribe();
    }
    jest.advanceTimersByTime(WINDOW_MS);
    expect(sent[0]?.request.queries.map(({ measure, maxDataPoints }) => [measure, maxDataPoints])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', 50],
      ['c', 700],
    ]);
  });

  it('collects panels that ask one after the other, each within a pause of the one before', () => {
    const { sent, batcher } = service();
    for (const measure of ['a', 'b', 'c', 'd']) {
      batcher.ask(question(measure)).subscribe();
      jest.advanceTimersByTime(QUIET_MS - 5);
    }
    jest.advanceTimersByTime(WINDOW_MS);
    expect(sent.map(({ request }) => request.queries.length)).toEqual([4]);
  });

  it('aborts the request only when the last asker has left', () => {
    const { sent, batcher } = service();
    const first = batcher.ask(question('a')).subscribe();
    const second = batcher.ask(question('b')).subscribe();
    jest.advanceTimersByTime(WINDOW_MS);
    first.unsubscribe();
    expect(sent[0]?.aborted).toBe(false);
    second.unsubscribe();
    expect(sent[0]?.aborted).toBe(true);
  });

  it('leaves a question out whose asker left before it was sent, and sends nothing when all left', () => {
    const { sent, batcher } = service();
    batcher.ask(question('a')).subscribe().unsubscribe();
    jest.advanceTimersByTime(WINDOW_MS);
    expect(sent).toHaveLength(0);
    batcher.ask(question('b')).subscribe();
    batcher.ask(question('c')).subscribe().unsubscribe();
    jest.advanceTimersByTime(WINDOW_MS);
    expect(sent[0]?.request.queries.map(({ measure }) => measure)).toEqual(['b']);
  });

  it('answers a question asked again after its first asker left in the same window', () => {
    const { sent, batcher } = service();
    batcher.ask(question('keep')).subscribe();
    batcher.ask(question('a')).subscribe().unsubscribe();
    const got: QueryAnswer[] = [];
    batcher.ask(question('a')).subscribe((answer) => got.push(answer));
    jest.advanceTimersByTime(WINDOW_MS);
    const [call] = sent;
    call?.answer();
    expect(names(got)).toEqual(['a']);
  });

  it('splits more questions than the service takes at once', () => {
    const sizes: number[] = [];
    const batcher = new QueryBatcher((request) => {
      sizes.push(request.queries.length);
      return of(answerTo(request));
    });
    const got: QueryAnswer[] = [];
    Array.from({ length: 250 }, (_, index) => batcher.ask(question(`m${index}`)).subscribe((one) => got.push(one)));
    jest.advanceTimersByTime(WINDOW_MS);
    expect(sizes).toEqual([200, 50]);
    expect(got).toHaveLength(250);
  });

  it('tells every asker of a failure, and asks afresh next time', () => {
    let works = false;
    const batcher = new QueryBatcher((request) =>
      works ? of(answerTo(request)) : throwError(() => new Error('down'))
    );
    const errors: string[] = [];
    const got: QueryAnswer[] = [];
    const ask = (measure: string) =>
      batcher.ask(question(measure)).subscribe({
        next: (answer) => got.push(answer),
        error: (thrown: Error) => errors.push(thrown.message),
      });
    ask('a');
    ask('b');
    jest.advanceTimersByTime(WINDOW_MS);
    expect(errors).toEqual(['down', 'down']);
    works = true;
    ask('a');
    jest.advanceTimersByTime(WINDOW_MS);
    expect(names(got)).toEqual(['a']);
  });

  it('fails a question that the answer left out', () => {
    const batcher = new QueryBatcher(() => of({ at: 0, answers: [] }));
    const errors: unknown[] = [];
    batcher.ask(question('a')).subscribe({ error: (thrown: unknown) => errors.push(thrown) });
    jest.advanceTimersByTime(WINDOW_MS);
    expect(errors).toHaveLength(1);
  });
});
