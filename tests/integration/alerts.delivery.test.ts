import { Type, type Static } from '@sinclair/typebox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startHttpServer, type TestServer } from '../support/httpServer';
import { parsed } from '../support/parsed';
import { findProgram } from '../support/program';
import { startAlertmanager, startPrometheus, type RunningPrometheus } from '../support/prometheus';
import { type ServerProcess } from '../support/serverProcess';
import { until } from '../support/until';

/** One minute of the rules takes three seconds here: six missed scrapes in a row, so that a busy machine fires nothing. */
const TIME_SCALE = 1 / 20;
const WITHIN_MS = 25_000;

const prometheusProgram = findProgram('prometheus');
const alertmanagerProgram = findProgram('alertmanager', 'prometheus-alertmanager');

/** What Alertmanager sends to `/hooks/alertmanager` (version 4 of its webhook). */
const Notification = Type.Object({
  version: Type.Literal('4'),
  receiver: Type.String(),
  alerts: Type.Array(
    Type.Object({
      status: Type.Union([Type.Literal('firing'), Type.Literal('resolved')]),
      labels: Type.Record(Type.String(), Type.String()),
      annotations: Type.Record(Type.String(), Type.String()),
      startsAt: Type.String(),
      endsAt: Type.String(),
      fingerprint: Type.String(),
    })
  ),
});
type Alert = Static<typeof Notification>['alerts'][number];

const HEALTHY = [
  'eljefe_orchestrator_up{orchestrator="main"} 1',
  'eljefe_jobs_without_news{orchestrator="main",agent_type="coder"} 0',
];
const UNREACHABLE = [
  'eljefe_orchestrator_up{orchestrator="main"} 0',
  'eljefe_jobs_without_news{orchestrator="main",agent_type="coder"} 2',
];
const QUIET = [
  'eljefe_orchestrator_up{orchestrator="main"} 1',
  'eljefe_jobs_without_news{orchestrator="main",agent_type="coder"} 2',
];

/** The shipped rules and configuration in real Prometheus and Alertmanager, over hand-written metrics of the service. */
describe.skipIf(prometheusProgram === null || alertmanagerProgram === null)(
  'From metric to inbox (L1, L2, L5)',
  { timeout: 90_000 },
  () => {
    let metrics: readonly string[];
    let received: Array<{ path: string; alert: Alert }>;
    let service: TestServer;
    let inbox: TestServer;
    let alertmanager: ServerProcess;
    let prometheus: RunningPrometheus;

    beforeEach(async () => {
      metrics = HEALTHY;
      received = [];
      service = await startHttpServer(() => `${metrics.join('\n')}\n`);
      inbox = await startHttpServer((path, body) => {
        const { alerts } = parsed(Notification, JSON.parse(body), 'notification');
        received.push(...alerts.map((alert) => ({ path, alert })));
        return '';
      });
      alertmanager = await startAlertmanager(alertmanagerProgram ?? '', inbox.url);
      prometheus = await startPrometheus({
        program: prometheusProgram ?? '',
        target: service.address,
        alertmanager: new URL(alertmanager.url).host,
        timeScale: TIME_SCALE,
      });
    });

    afterEach(async () => {
      await prometheus.stop();
      await alertmanager.stop();
      await Promise.all([service.stop(), inbox.stop()]);
    });

    const arrival = (id: string, status: Alert['status']) =>
      until(async () => received.find(({ alert }) => alert.labels.alert_id === id && alert.status === status) ?? null, {
        withinMs: WITHIN_MS,
        what: `${id} ${status} in the inbox`,
      });

    /** Long enough for every rule to have fired, had it wanted to: twice its longest wait. */
    const settled = async () => {
      const seen = await prometheus.scrapes();
      await until(async () => ((await prometheus.scrapes()) >= seen + 16 ? true : null), {
        withinMs: WITHIN_MS,
        what: '16 more scrapes',
      });
    };

    it('L1: an unreachable orchestrator arrives once with context and runbook, alone, and is resolved after its return', async () => {
      metrics = UNREACHABLE;
      const { path, alert } = await arrival('L1.orchestrator-unreachable', 'firing');
      expect(path).toBe('/hooks/alertmanager');
      expect(alert.labels).toMatchObject({ severity: 'critical', feature: 'L1', orchestrator: 'main' });
      expect(alert.annotations).toMatchObject({
        summary: 'Orchestrator main cannot be reached',
        runbook: 'docs/runbooks/L1.orchestrator-unreachable.md',
        dashboard: '/d/eljefe-overview?viewPanel=1',
      });
      await settled();
      expect((await prometheus.firing()).map(({ id }) => id)).toEqual(['L1.orchestrator-unreachable']);

      metrics = HEALTHY;
      await arrival('L1.orchestrator-unreachable', 'resolved');
      expect(new Set(received.map(({ alert: { labels } }) => labels.alert_id))).toEqual(
        new Set(['L1.orchestrator-unreachable'])
      );
    });

    it('L2: jobs without news arrive with their number', async () => {
      metrics = QUIET;
      const { alert } = await arrival('L2.job-without-news', 'firing');
      expect(alert.annotations.summary).toBe('2 running coder job(s) of main have gone quiet');
    });

    it('L1: a service that is gone is noticed by Prometheus', async () => {
      await settled();
      await service.stop();
      const { alert } = await arrival('L1.analytics-service-down', 'firing');
      expect(alert.labels).toMatchObject({ job: 'eljefe-analytics', severity: 'critical' });
    });

    it('health stays silent', async () => {
      await settled();
      expect((await prometheus.firing()).map(({ labels }) => labels)).toEqual([]);
      expect(received).toEqual([]);
    });
  }
);
