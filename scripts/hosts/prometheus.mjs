import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { startPart, waitFor } from '../lib/children.mjs';
import { findPrometheus } from '../lib/findHost.mjs';
import { inRoot } from '../lib/paths.mjs';
import { freePort } from '../lib/ports.mjs';
import { say } from '../lib/say.mjs';

/** Starts Prometheus on the service's metrics when it is installed: Grafana's alert rules read it. @returns its address */
export const startPrometheus = async ({ data, analyticsUrl }) => {
  const binary = findPrometheus();
  if (!binary) {
    say('no prometheus on the PATH: dashboards work, Grafana’s alert rules will report "no data" until there is one');
    return 'http://127.0.0.1:9090';
  }
  const folder = join(data, 'prometheus');
  mkdirSync(folder, { recursive: true });
  const config = readFileSync(inRoot('deploy/prometheus/prometheus.yml'), 'utf8');
  writeFileSync(join(folder, 'prometheus.yml'), config.replaceAll('127.0.0.1:4319', new URL(analyticsUrl).host));
  cpSync(inRoot('deploy/prometheus/eljefe.rules.yaml'), join(folder, 'eljefe.rules.yaml'));
  const port = await freePort(9090);
  const flags = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'tsdb')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  startPart('Prometheus', binary, flags, { log: join(data, 'logs', 'prometheus.log') });
  await waitFor(`http://127.0.0.1:${port}/-/ready`, { what: 'Prometheus' });
  return `http://127.0.0.1:${port}`;
};
