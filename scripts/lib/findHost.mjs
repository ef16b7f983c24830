import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { capture } from './run.mjs';

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path)) ?? null;

/** A Grafana on this computer: GRAFANA_HOME, or `grafana` on the PATH beside its home. */
export const findGrafana = () => {
  const home = process.env.GRAFANA_HOME;
  if (home && existsSync(join(home, 'bin', 'grafana'))) {
    return { binary: join(home, 'bin', 'grafana'), home };
  }
  const binary = onPath('grafana');
  const homes = [
    '/usr/share/grafana',
    '/opt/homebrew/opt/grafana/share/grafana',
    '/usr/local/opt/grafana/share/grafana',
  ];
  const found = homes.find((path) => existsSync(join(path, 'conf', 'defaults.ini')));
  return binary && found ? { binary, home: found } : null;
};

export const findPrometheus = () => onPath('prometheus');

const dockerAnswers = async () => (await capture('docker', ['info'], { timeout: 5_000 })).code === 0;

/** The best host there is: a Grafana here, else Docker, else the workbench. */
export const findHost = async (wanted) => {
  if (wanted !== null) {
    return wanted;
  }
  if (findGrafana()) {
    return 'grafana';
  }
  return (await dockerAnswers()) ? 'docker' : 'workbench';
};
