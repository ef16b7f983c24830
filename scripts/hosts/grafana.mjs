import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { startPart, waitFor } from '../lib/children.mjs';
import { findGrafana } from '../lib/findHost.mjs';
import { inRoot } from '../lib/paths.mjs';
import { say } from '../lib/say.mjs';
import { startPrometheus } from './prometheus.mjs';
import { copyProvisioning } from './provisioning.mjs';

const pluginIds = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      return pluginIds(path);
    }
    return name === 'plugin.json' ? [JSON.parse(readFileSync(path, 'utf8')).id] : [];
  });

/** Runs a Grafana of this computer on loopback, with the built bundle and a copy of provisioning/. */
export const startGrafana = async ({ data, port, analyticsUrl, orchestratorUrl }) => {
  const grafana = findGrafana();
  if (!grafana) {
    throw new Error('no Grafana found: set GRAFANA_HOME, put grafana on the PATH, or use --host workbench');
  }
  const prometheus = await startPrometheus({ data, analyticsUrl });
  const folder = join(data, 'grafana');
  const addresses = { analytics: analyticsUrl, orchestrator: orchestratorUrl, prometheus };
  const provisioning = copyProvisioning(join(folder, 'provisioning'), addresses);
  const plugins = join(folder, 'plugins');
  mkdirSync(plugins, { recursive: true });
  const link = join(plugins, 'eljefe-observability-app');
  rmSync(link, { force: true, recursive: true });
  symlinkSync(inRoot('dist'), link, 'dir');
  const url = `http://127.0.0.1:${port}`;
  const fresh = !existsSync(join(folder, 'data', 'grafana.db'));
  startPart('Grafana', grafana.binary, ['server', '--homepath', grafana.home], {
    log: join(data, 'logs', 'grafana.log'),
    cwd: grafana.home,
    env: {
      GF_PATHS_DATA: join(folder, 'data'),
      GF_PATHS_LOGS: join(folder, 'logs'),
      GF_PATHS_PLUGINS: plugins,
      GF_PATHS_PROVISIONING: provisioning,
      GF_SERVER_HTTP_ADDR: '127.0.0.1',
      GF_SERVER_HTTP_PORT: String(port),
      GF_SERVER_ROOT_URL: `${url}/`,
      GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: pluginIds(inRoot('dist')).join(','),
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_NEWS_NEWS_FEED_ENABLED: 'false',
      GF_USERS_DEFAULT_THEME: 'system',
    },
  });
  await waitFor(`${url}/api/health`, { timeoutMs: 120_000, what: 'Grafana' });
  if (fresh) {
    say('Grafana is new here: sign in as admin with password admin');
  }
  return `${url}/d/eljefe-overview`;
};
