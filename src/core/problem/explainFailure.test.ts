import { explainFailure, unreadable } from './explainFailure';
import { problemMessage } from './problemMessage';

const raw = (status: number, body: unknown = null) => ({ status, statusText: '', body });

describe('D1: failures in words that say what to do', () => {
  it.each([
    ['no answer of Grafana', 0, null, 'unreachable', /Check your network/],
    ['an unreachable service', 502, null, 'unreachable', /Check that it runs and that its URL/],
    [
      'a wrong token, which the proxy turns into a 400',
      400,
      { message: 'Authentication to data source failed' },
      'refused',
      /Enter the analytics token anew/,
    ],
    [
      'a wrong token, told by the service',
      401,
      { type: 'about:blank', detail: 'token unknown' },
      'refused',
      /token anew/,
    ],
    ['an ended Grafana login', 401, { message: 'Unauthorized' }, 'forbidden', /Log in again/],
    ['a lacking right', 403, { message: 'Permission denied' }, 'forbidden', /Ask an administrator/],
    ['a wrong path', 404, { message: 'Not found' }, 'answered_error', /base address, without a path/],
    ['an unknown id', 404, { type: 'x', detail: 'No session of this id is known' }, 'answered_error', /in the list/],
    ['an error with a problem document', 503, { type: 'x', detail: 'Store is down' }, 'answered_error', /log/],
  ])('%s', (_, status, body, kind, remedy) => {
    const failure = explainFailure('analytics', raw(status, body));
    expect(failure.kind).toBe(kind);
    expect(failure.remedy).toMatch(remedy);
    expect(failure.text).not.toBe('');
  });

  it('passes on what the service said', () => {
    expect(explainFailure('analytics', raw(500, { type: 'x', detail: 'Disk full' })).text).toContain('Disk full');
  });

  it('shows the beginning of an answer that is not JSON, never all of it', () => {
    const { text } = unreadable('orchestrator', `<!doctype html>${'x'.repeat(10_000)}`);
    expect(text).toContain('<!doctype html>');
    expect(text.length).toBeLessThan(200);
  });

  it('tells each refused field of a problem document with its remedy', () => {
    expect(
      problemMessage({
        type: 'x',
        title: 'Bad query',
        status: 400,
        detail: 'The query cannot be asked.',
        problems: [{ field: '/measure', value: '"x"', remedy: 'send a measure of the catalog' }],
        retry_after_seconds: 1.2,
      })
    ).toBe('The query cannot be asked. /measure: found "x"; send a measure of the catalog. Try again in 2 s.');
  });
});
