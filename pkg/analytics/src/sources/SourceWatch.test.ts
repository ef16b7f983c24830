import { Registry } from 'prom-client';
import { describe, expect, test } from 'vitest';

import { SourceWatch } from './SourceWatch';

const MINUTE = 60_000;

const makeWatch = () => {
  const clock = { now: 1_000_000 };
  const watch = new SourceWatch(() => clock.now);
  const send = (source: string, times: number, everyMs: number): void => {
    for (let index = 0; index < times; index += 1) {
      clock.now += everyMs;
      watch.heard(source);
    }
  };
  return { clock, watch, send };
};

describe('D3: a silent source is noticed', () => {
  test('one that sent every five seconds is silent after five minutes without a word, and no longer when it speaks', () => {
    const { clock, watch, send } = makeWatch();
    send('agents', 20, 5_000);
    clock.now += 5 * MINUTE;
    expect(watch.silent()).toEqual([]);
    clock.now += 1;
    expect(watch.silent()).toMatchObject([{ source: 'agents' }]);
    expect(watch.notices()).toMatchObject([{ severity: 'warning', text: expect.stringContaining('agents') }]);
    send('agents', 1, 0);
    expect(watch.silent()).toEqual([]);
  });

  test('one that sends once an hour is not silent after half a day’s third, one of which little is known never', () => {
    const { clock, watch, send } = makeWatch();
    send('hourly', 12, 60 * MINUTE);
    send('new', 9, 1_000);
    clock.now += 4 * 60 * MINUTE;
    expect(watch.silent()).toEqual([]);
  });

  test('one that was silent for a day has gone, and is told of no more', () => {
    const { clock, watch, send } = makeWatch();
    send('agents', 20, 5_000);
    clock.now += 25 * 60 * MINUTE;
    expect(watch.silent()).toEqual([]);
    clock.now -= 10 * 60 * MINUTE;
    expect(watch.silent()).toEqual([]);
  });

  test('metrics tell each source’s age and silence; invented sources are bounded', async () => {
    const { clock, watch, send } = makeWatch();
    const registry = new Registry();
    watch.addMetrics(registry);
    send('agents', 20, 5_000);
    clock.now += 6 * MINUTE;
    for (let index = 0; index < 1_000; index += 1) {
      watch.heard(`invented ${index}`);
    }
    const text = await registry.metrics();
    expect(text).toContain('eljefe_source_silent{source="agents"} 1');
    expect(text).toContain('eljefe_source_last_delivery_age_seconds{source="agents"} 360');
    expect(text.match(/^eljefe_source_silent\{/gm)).toHaveLength(200);
  });
});
