import { assessOrchestrator, assessReady, combineHealth, failed, offHalf } from './assessHealth';

const AT = 1_000_000;

const ready = (body: object, at = AT, version = '0.1.0') =>
  assessReady(
    { body: { ready: true, parts: [], version: '0.1.0', ...body }, at, sentAt: AT - 10, receivedAt: AT + 10 },
    version
  );

describe('D1: data source test', () => {
  it('is content with a ready service of the same version', () => {
    expect(ready({})).toEqual({ state: 'ok', text: 'Analytics 0.1.0 is ready.' });
  });

  it.each([
    ['29 s', 29_000, 'ok'],
    ['2 h ahead', 7_200_000, 'warning'],
    ['2 h behind', -7_200_000, 'warning'],
  ])('judges a clock difference of %s', (_, difference, state) => {
    const health = ready({}, AT + difference);
    expect(health.state).toBe(state);
    if (state === 'warning') {
      expect(health.text).toMatch(/clock is 2 h (ahead of|behind) this browser/);
    }
  });

  it('tells a version of another line, but not another patch', () => {
    expect(ready({ version: '0.2.0' }).text).toMatch(/version 0\.2\.0, this bundle 0\.1\.0/);
    expect(ready({ version: '0.1.7' }).state).toBe('ok');
  });

  it('names parts that are down', () => {
    const health = ready({ parts: [{ name: 'store', ready: false, essential: false, detail: 'restarting' }] });
    expect(health).toMatchObject({ state: 'warning' });
    expect(health.text).toContain('store is not ready: restarting');
  });

  it('fails for a service that is not ready, and for one that is another', () => {
    expect(ready({ ready: false }).state).toBe('failed');
    expect(assessReady({ body: { hello: 1 }, at: null, sentAt: AT, receivedAt: AT }, '').state).toBe('failed');
  });

  it('knows an orchestrator by its agents', () => {
    expect(assessOrchestrator({ agents: { a: {} } })).toEqual({
      state: 'ok',
      text: 'The orchestrator answers and knows 1 job.',
    });
    expect(assessOrchestrator({ hello: 1 }).state).toBe('failed');
  });

  it('fails when a configured half fails, and names both', () => {
    const bad = failed({ kind: 'unreachable', status: 502, text: 'Half is down.', remedy: 'Start it.' });
    expect(combineHealth(ready({}), bad)).toEqual({
      status: 'error',
      message: 'Analytics 0.1.0 is ready. Half is down. Start it.',
    });
    expect(combineHealth(ready({}), offHalf('orchestrator')).status).toBe('success');
    expect(combineHealth(offHalf('analytics'), assessOrchestrator({ agents: {} })).status).toBe('success');
    expect(combineHealth(offHalf('analytics'), offHalf('orchestrator')).status).toBe('error');
  });
});
