import { execFileSync, spawnSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';

import { createLogger } from './createLogger';
import { openMetricsText } from './openMetricsText';
import { prettyLine } from './prettyLines';
import { ServiceMetrics } from './ServiceMetrics';

const logged = (format: 'json' | 'pretty', write: (log: ReturnType<typeof createLogger>) => void): string => {
  let text = '';
  write(createLogger({ level: 'info', format }, { write: (line: string) => void (text += line) }));
  return text;
};

describe('the service’s log', () => {
  test('JSON: level in words, ISO time, and no secret', () => {
    const record: unknown = JSON.parse(
      logged('json', (log) =>
        log.info({ token: 'hunter2', headers: { authorization: 'hunter2' }, port: 5 }, 'listening')
      )
    );
    expect(record).toMatchObject({
      level: 'info',
      service: 'eljefe-analytics',
      msg: 'listening',
      port: 5,
      token: '***',
      headers: { authorization: '***' },
    });
  });
  test('pretty: one line for people, an error with its stack below', () => {
    const text = logged('pretty', (log) => log.error({ err: new Error('boom'), part: 'store' }, 'it broke'));
    expect(text).toMatch(/^\d\d:\d\d:\d\d\.\d{3} ERROR it broke part=store\n {4}Error: boom\n/);
  });
  test('less than the level is not written', () => {
    expect(logged('json', (log) => log.debug('x'))).toBe('');
  });
  test('a line that is not JSON stays as it is', () => {
    expect(prettyLine('plain\n')).toBe('plain\n');
  });
});

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

describe('own metrics (S2, S4)', () => {
  let metrics: ServiceMetrics | null = null;
  afterEach(() => metrics?.close());
  const used = (): ServiceMetrics => {
    metrics = new ServiceMetrics();
    metrics.answered({ method: 'GET', route: '/api/v1/state', status: 200, seconds: 0.01 });
    metrics.securityEvent({ kind: 'failure', reason: 'token-unknown', address: 'x' });
    metrics.streamOpened();
    metrics.streamReset('snapshot');
    return metrics;
  };

  test('requests, streams, authentication and the process are told', async () => {
    const text = await used().text('prometheus');
    expect(text).toContain(
      'eljefe_analytics_http_request_duration_seconds_count{method="GET",route="/api/v1/state",status="200"} 1'
    );
    expect(text).toContain('eljefe_analytics_auth_total{outcome="failure",reason="token-unknown"} 1');
    expect(text).toContain('eljefe_analytics_stream_clients 1');
    expect(Number(/process_resident_memory_bytes (\d+)/.exec(text)?.[1])).toBeGreaterThan(1e6);
    expect(Number(/process_cpu_seconds_total ([\d.]+)/.exec(text)?.[1])).toBeGreaterThan(0);
  });
  test('both formats can be asked in turn without changing each other', async () => {
    const service = used();
    const families = (text: string) => text.match(/^# TYPE .*$/gm)?.length;
    const before = families(await service.text('prometheus'));
    const open = await service.text('openmetrics');
    expect(open).toMatch(
      /\n# TYPE eljefe_analytics_auth counter\neljefe_analytics_auth_total\{[^\n]*\} 1\n[\s\S]*# EOF\n$/
    );
    expect(open).not.toContain('\n\n');
    const again = await service.text('prometheus');
    expect(families(again)).toBe(before);
    expect(again).toContain('# TYPE eljefe_analytics_auth_total counter');
  });
  test.skipIf(!hasPromtool)(
    'promtool check metrics finds nothing (skipped where promtool is not installed)',
    async () => {
      const input = await used().text('prometheus');
      expect(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })).toBe('');
    }
  );
  test('only counters lose _total, and only in their heads', () => {
    const text =
      '# HELP a_total A\n# TYPE a_total counter\na_total 1\n\n# HELP b_total B\n# TYPE b_total gauge\nb_total 2\n';
    expect(openMetricsText(text)).toBe(
      '# HELP a A\n# TYPE a counter\na_total 1\n# HELP b_total B\n# TYPE b_total gauge\nb_total 2\n# EOF\n'
    );
  });
});
