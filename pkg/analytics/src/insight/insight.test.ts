import { type FeedEvent } from '@eljefe/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { attainment, healthOf, resourceAttainment, type Part } from './health';
import { activeAlerts } from './InsightService';
import { budgetInsights, changes, missedTargets, troubles, type Targeted } from './insightsOf';
import { parseWindow } from './parseWindow';

const part = (name: string, value: number | null, weight = 1): Part => ({ name, attainment: value, weight, text: '' });
const known = fc.array(
  fc.record({ attainment: fc.double({ min: 0.01, max: 1, noNaN: true }), weight: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 1, maxLength: 6 }
);

describe('health score (P5, S3)', () => {
  test('100 when every part meets its target, 0 when a part is 0, absent when nothing is known', () => {
    expect(healthOf([part('a', 1), part('b', 1, 3)])).toMatchObject({ score: 100, coverage: 1, lowest: null });
    expect(healthOf([part('a', 1), part('store', 0)])).toMatchObject({ score: 0, lowest: 'store' });
    expect(healthOf([part('a', null)])).toMatchObject({ score: null, coverage: 0 });
  });

  test('an unknown part lowers the coverage, not the score', () => {
    const whole = healthOf([part('a', 0.5)]);
    expect(healthOf([part('a', 0.5), part('b', null, 3)])).toMatchObject({ score: whole.score, coverage: 0.25 });
  });

  test('it grows with each part', () => {
    fc.assert(
      fc.property(known, fc.nat(), (parts, pick) => {
        const index = pick % parts.length;
        const make = (raise: number) =>
          healthOf(
            parts.map((one, at) =>
              part(String(at), at === index ? Math.min(1, one.attainment + raise) : one.attainment, one.weight)
            )
          ).score ?? 0;
        expect(make(0.1)).toBeGreaterThanOrEqual(make(0));
      })
    );
  });

  test('attainment of targets and resources', () => {
    expect(attainment(0.475, 0.95, 'higher')).toBe(0.5);
    expect(attainment(60, 30, 'lower')).toBe(0.5);
    expect(attainment(10, 30, 'lower')).toBe(1);
    expect([80, 95, 100].map(resourceAttainment)).toEqual([1, 0.5, 0]);
  });
});

describe('insights in words (P5)', () => {
  const targeted = (value: number, count: number): Targeted => ({
    measure: 'success_rate',
    title: 'Success rate',
    unit: 'ratio',
    target: { op: '>', value: 0.95 },
    subject: 'coder',
    value,
    count,
  });

  test('a missed target is told with its count; certain only when chance is ruled out; never from a handful', () => {
    expect(missedTargets([targeted(0.5, 100)])).toMatchObject([
      { severity: 'warning', confidence: 'high', subject: 'coder' },
    ]);
    expect(missedTargets([targeted(0.9, 20)])).toMatchObject([{ severity: 'info', confidence: 'low' }]);
    expect(missedTargets([targeted(0.5, 9), targeted(0.97, 100)])).toEqual([]);
    expect(missedTargets([targeted(0.5, 100)])[0]?.text).toContain('over 100 jobs');
  });

  test('only changes that a test shows are told, with both counts', () => {
    const trend = {
      measure: 'response_time',
      title: 'Response time',
      unit: 'seconds',
      better: 'lower' as const,
      value: 20,
      count: 50,
      former: 10,
      former_count: 60,
      change: 1,
      direction: 'worse' as const,
      p_value: 0.0001,
      method: 'Mann–Whitney',
      reason: null,
    };
    const [told] = changes([trend, { ...trend, direction: 'unchanged' }, { ...trend, direction: 'unknown' }]);
    expect(changes([trend, { ...trend, direction: 'unchanged' }])).toHaveLength(1);
    expect(told).toMatchObject({ kind: 'change', severity: 'warning', confidence: 'high' });
    expect(told?.text).toContain('100.0 % more');
  });

  test('a deadlock is critical and certain; a loop names what it wasted', () => {
    const found = troubles({
      at: 0,
      openSessions: 1,
      deadlocks: [{ source: 'm', session_id: 's', workflow: 'w', steps: ['a', 'b'], since: 5 }],
      stalls: [],
      loops: [
        {
          source: 'm',
          session_id: 't',
          job_id: null,
          workflow: 'w',
          loop: { cycle: ['x', 'y'], repeats: 4, wastedTokens: 300, wastedUsd: 0.25, subjects: [] },
        },
      ],
    });
    expect(found).toMatchObject([
      { kind: 'deadlock', severity: 'critical', confidence: 'certain', since: 5 },
      { kind: 'loop', severity: 'warning' },
    ]);
    expect(found[1]?.text).toContain('300 tokens, 0.2500 USD');
  });

  test('a budget is told from 80 % on, and says when running jobs hide their cost', () => {
    const status = {
      name: 'b',
      by: 'all' as const,
      value: '',
      period: 'day' as const,
      from: 0,
      to: 1,
      limitUsd: 10,
      endedUsd: 8,
      inFlightUsd: 1,
      inFlightJobs: 2,
      inFlightUnknown: 1,
      unpricedJobs: 0,
      ratio: 0.9,
    };
    expect(budgetInsights([{ ...status, level: 'ok' }])).toEqual([]);
    const [told] = budgetInsights([{ ...status, level: 'warning' }]);
    expect(told?.text).toContain('1 running job does not tell the cost');
    expect(told?.confidence).toBe('medium');
  });

  test('an alert is active until its resolution is told', () => {
    const event = (title: string, time: number): FeedEvent => ({
      id: `${title}${time}`,
      time,
      severity: 'warning',
      kind: 'alert',
      source: 'main',
      title,
      text: '',
      subject_kind: 'alert',
      subject: 'a',
      needs_human: false,
    });
    expect(activeAlerts([event('High errors', 1), event('Slow', 2), event('Resolved: High errors', 3)])).toMatchObject([
      { title: 'Slow' },
    ]);
    expect(activeAlerts([event('Resolved: Slow', 1), event('Slow', 2)])).toHaveLength(1);
  });

  test('windows are read, and what is none is refused with the remedy', () => {
    expect(['5m', '90s', '1h', '30d'].map(parseWindow)).toEqual([300_000, 90_000, 3_600_000, 2_592_000_000]);
    for (const text of ['', '5', 'm', '5x', '30s', '31d', '-5m', '5m ']) {
      expect(() => parseWindow(text)).toThrow('for example 5m');
    }
  });
});
