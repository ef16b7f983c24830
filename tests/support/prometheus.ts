import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Type } from '@sinclair/typebox';
import { stringify } from 'yaml';

import { ALERTS } from '../../tools/provision/alerts/all';
import { SCRAPE_JOB } from '../../tools/provision/names';
import { prometheusRules } from '../../tools/provision/render/prometheusRules';
import { parsed } from './parsed';
import { readYaml } from './repository';
import { startServer, type ServerProcess } from './serverProcess';
import { until } from './until';

const LISTENING = /msg="Listening on" address=127\.0\.0\.1:(\d+)/;

export interface FiringAlert {
  id: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

export interface RunningPrometheus {
  /** Alerts that fire now, as Prometheus says. */
  firing: () => Promise<FiringAlert[]>;
  /** How often the target has been scraped. */
  scrapes: () => Promise<number>;
  stop: () => Promise<void>;
}

const Alerts = Type.Object({
  data: Type.Object({
    alerts: Type.Array(
      Type.Object({
        state: Type.String(),
        labels: Type.Record(Type.String(), Type.String()),
        annotations: Type.Record(Type.String(), Type.String()),
      })
    ),
  }),
});
const Vector = Type.Object({
  data: Type.Object({ result: Type.Array(Type.Object({ value: Type.Tuple([Type.Number(), Type.String()]) })) }),
});

const get = async (url: string): Promise<unknown> => (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json();

interface PrometheusOptions {
  program: string;
  /** host:port of the service whose /metrics is scraped. */
  target: string;
  /** host:port of an Alertmanager. */
  alertmanager?: string;
  /** Factor on every duration of the rules, for example 1/60: minutes become seconds. */
  timeScale: number;
}

const configOf = ({ target, alertmanager }: PrometheusOptions) => ({
  global: { scrape_interval: '500ms', scrape_timeout: '500ms', evaluation_interval: '500ms' },
  scrape_configs: [{ job_name: SCRAPE_JOB, static_configs: [{ targets: [target] }] }],
  rule_files: ['rules.yaml'],
  ...(alertmanager ? { alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] } } : {}),
});

const firingAt = async (url: string): Promise<FiringAlert[]> => {
  const answer = parsed(Alerts, await get(`${url}/api/v1/alerts`), 'alerts');
  return answer.data.alerts
    .filter(({ state }) => state === 'firing')
    .map(({ labels, annotations }) => ({ id: labels.alert_id ?? '', labels, annotations }));
};

const scrapesAt = async (url: string): Promise<number> => {
  const query = encodeURIComponent(`count_over_time(up{job="${SCRAPE_JOB}"}[1h])`);
  const answer = parsed(Vector, await get(`${url}/api/v1/query?query=${query}`), 'scrapes');
  return Number(answer.data.result[0]?.value[1] ?? 0);
};

const reload = async (url: string): Promise<void> => {
  const { ok, status } = await fetch(`${url}/-/reload`, { method: 'POST' });
  if (!ok) {
    throw new Error(`Prometheus answered ${status} to a reload`);
  }
};

/**
 * A real Prometheus with the shipped rules, their time compressed, on a free loopback port.
 * The rules are loaded after the first scrape: Prometheus needs five seconds to find its targets, which compressed
 * rules would take for minutes of absence.
 */
export const startPrometheus = async (options: PrometheusOptions): Promise<RunningPrometheus> => {
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-prometheus-'));
  writeFileSync(join(folder, 'rules.yaml'), stringify({ groups: [] }));
  writeFileSync(join(folder, 'prometheus.yml'), stringify(configOf(options)));
  const args = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    '--web.listen-address=127.0.0.1:0',
    '--web.enable-lifecycle',
    // A resolved or changed alert is sent on at once, not a minute later.
    '--rules.alert.resend-delay=250ms',
  ];
  const { url, stop } = await startServer(options.program, args, LISTENING);
  // It listens before it can answer.
  await until(async () => ((await fetch(`${url}/-/ready`)).ok ? true : null), { withinMs: 20_000, what: 'Prometheus' });
  await until(async () => ((await scrapesAt(url)) > 0 ? true : null), { withinMs: 20_000, what: 'the first scrape' });
  writeFileSync(join(folder, 'rules.yaml'), stringify(prometheusRules(ALERTS, options.timeScale)));
  await reload(url);
  return {
    firing: () => firingAt(url),
    scrapes: () => scrapesAt(url),
    stop: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const AlertmanagerFile = Type.Object({
  route: Type.Object({}),
  receivers: Type.Array(
    Type.Object({ name: Type.String(), webhook_configs: Type.Array(Type.Object({ url: Type.String() })) })
  ),
});

/** A real Alertmanager with the shipped configuration, its waits cut short and its webhook sent to `inbox`. */
export const startAlertmanager = async (program: string, inbox: string): Promise<ServerProcess> => {
  const path = 'deploy/prometheus/alertmanager.yml';
  const shipped = parsed(AlertmanagerFile, readYaml(path), path);
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-alertmanager-'));
  const moved = (url: string) => `${inbox}${new URL(url).pathname}`;
  const config = {
    ...shipped,
    route: { ...shipped.route, group_wait: '100ms', group_interval: '200ms' },
    receivers: shipped.receivers.map((receiver) => ({
      ...receiver,
      webhook_configs: receiver.webhook_configs.map((webhook) => ({ ...webhook, url: moved(webhook.url) })),
    })),
  };
  writeFileSync(join(folder, 'alertmanager.yml'), stringify(config));
  const args = [
    `--config.file=${join(folder, 'alertmanager.yml')}`,
    `--storage.path=${join(folder, 'data')}`,
    '--web.listen-address=127.0.0.1:0',
    '--cluster.listen-address=',
  ];
  const server = await startServer(program, args, LISTENING);
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
