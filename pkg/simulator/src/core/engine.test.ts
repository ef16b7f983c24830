import { describe, expect, it } from 'vitest';

import { SCENARIOS } from '../scenarios/scenarios';
import { healthy } from '../scenarios/healthy';
import { Engine, eventsUntil } from './engine';
import { type SimEvent } from './events';

const run = (seed: number, untilMs = 180_000): SimEvent[] =>
  eventsUntil({ seed, scenario: healthy, agents: 14 }, untilMs);

describe('the logical schedule', () => {
  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    '%s: same seed, same events',
    (_name, scenario) => {
      const options = { seed: 11, scenario, agents: 20 };
      expect(eventsUntil(options, 150_000)).toEqual(eventsUntil(options, 150_000));
    }
  );

  it('differs for another seed', () => {
    expect(run(1)).not.toEqual(run(2));
  });

  it('is in order of time', () => {
    const times = run(5).map((event) => event.atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.length).toBeGreaterThan(500);
  });

  it('does not depend on the steps in which the clock advances', () => {
    const engine = new Engine({ seed: 4, scenario: healthy, agents: 14, untilMs: null });
    const events: SimEvent[] = [];
    for (let atMs = 0; atMs <= 60_000; atMs += 777) {
      while (engine.advance(atMs, 3, (event) => events.push(event)) === 3) {
        // goes on with the next three
      }
    }
    expect(events).toEqual(run(4, 59_829));
  });

  it('is not shifted by work from outside or by an interruption', () => {
    const engine = new Engine({ seed: 4, scenario: healthy, agents: 14, untilMs: null });
    const events: SimEvent[] = [];
    engine.submit({
      sessionKey: null,
      events: [
        { kind: 'mark', atMs: 10, mark: { kind: 'config', text: 'x', version: null, agentType: null, tags: [] } },
      ],
    });
    engine.advance(20_000, Infinity, (event) => events.push(event));
    const cut = events.find((event) => event.kind === 'session-created' && event.session.origin === 'streaming');
    const key = cut?.kind === 'session-created' ? cut.session.key : '';
    engine.cancel(key);
    engine.advance(90_000, Infinity, (event) => events.push(event));
    const others = (list: SimEvent[]): SimEvent[] =>
      list.filter((event) => !JSON.stringify(event).includes(`"${key}`) && event.kind !== 'mark');
    expect(others(events)).toEqual(others(run(4, 90_000)));
    expect(events.some((event) => event.kind === 'session-ended' && event.sessionKey === key)).toBe(false);
  });

  it('drains after its end: nothing new starts, what runs is finished', () => {
    const engine = new Engine({ seed: 4, scenario: healthy, agents: 8, untilMs: 30_000 });
    const events: SimEvent[] = [];
    engine.advance(Infinity, Infinity, (event) => events.push(event));
    const keys = (kind: 'job-started' | 'job-ended'): string[] =>
      events.flatMap((event) => (event.kind === kind ? [event.jobKey] : [])).sort();
    expect(engine.nextMs).toBeNull();
    expect(keys('job-ended')).toEqual(keys('job-started'));
    expect(events.filter((event) => event.kind === 'session-created').every((event) => event.atMs <= 30_000)).toBe(
      true
    );
  });

  it('keeps the concurrency that is asked for, about', () => {
    let running = 0;
    const levels: number[] = [];
    for (const event of eventsUntil({ seed: 9, scenario: healthy, agents: 100 }, 120_000)) {
      running += event.kind === 'job-started' ? 1 : event.kind === 'job-ended' ? -1 : 0;
      if (event.atMs > 30_000) {
        levels.push(running);
      }
    }
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
    expect(mean).toBeGreaterThan(70);
    expect(mean).toBeLessThan(130);
  });
});
