import { describe, expect, test } from 'vitest';

import { alertEvent } from './alertWebhook';

const NOW = Date.UTC(2026, 10, 22, 12);
const STARTED = '2026-11-22T11:58:00Z';
const firing = {
  status: 'firing' as const,
  labels: { alertname: 'Orchestrator unreachable', severity: 'critical', orchestrator: 'main', alert_id: 'L1.x' },
  annotations: { summary: 'Orchestrator main cannot be reached', description: 'None of the ways works.' },
  startsAt: STARTED,
  endsAt: '0001-01-01T00:00:00Z',
  fingerprint: 'f1',
};

describe('alerts of Grafana and Alertmanager in the feed (L5)', () => {
  test('given a firing critical alert, the line is critical, names the orchestrator and asks for a person', () => {
    expect(alertEvent(firing, NOW)).toMatchObject({
      time: Date.parse(STARTED),
      severity: 'critical',
      kind: 'alert',
      source: 'main',
      title: 'Orchestrator unreachable',
      text: 'Orchestrator main cannot be reached None of the ways works.',
      subject_kind: 'orchestrator',
      subject: 'main',
      needs_human: true,
    });
  });

  test('given the same alert repeated, the line has the same id; resolved, another', () => {
    const id = alertEvent(firing, NOW).id;
    expect(alertEvent(firing, NOW + 60_000).id).toBe(id);
    expect(alertEvent({ ...firing, status: 'resolved' }, NOW).id).not.toBe(id);
  });

  test('given a resolved alert, the line is informational, dated by its end, and needs nobody', () => {
    const resolved = { ...firing, status: 'resolved' as const, endsAt: '2026-11-22T11:59:30Z' };
    expect(alertEvent(resolved, NOW)).toMatchObject({
      time: Date.parse('2026-11-22T11:59:30Z'),
      severity: 'info',
      title: 'Resolved: Orchestrator unreachable',
      needs_human: false,
    });
  });

  test.each([
    ['no severity label', { ...firing, labels: { alertname: 'X' } }, 'warning'],
    ['a severity nobody defined', { ...firing, labels: { alertname: 'X', severity: 'page' } }, 'warning'],
    ['an informational alert', { ...firing, labels: { alertname: 'X', severity: 'info' } }, 'info'],
  ])('given %s, severity is %s', (_, alert, severity) => {
    expect(alertEvent(alert, NOW).severity).toBe(severity);
  });

  test('given a start in the future or unreadable, the line is dated by its arrival', () => {
    expect(alertEvent({ ...firing, startsAt: '2026-11-22T13:00:00Z' }, NOW).time).toBe(NOW);
    expect(alertEvent({ ...firing, startsAt: 'soon' }, NOW).time).toBe(NOW);
  });
});
