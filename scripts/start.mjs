// npm start: installs, builds and runs everything on this computer, and prints the address to open.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

import { startPart, stopAll, stopOnSignals, waitFor } from './lib/children.mjs';
import { findHost } from './lib/findHost.mjs';
import { inRoot } from './lib/paths.mjs';
import { freePort } from './lib/ports.mjs';
import { buildBundle, buildServices, install } from './lib/prepare.mjs';
import { say } from './lib/say.mjs';
import { HELP, readOptions } from './lib/startOptions.mjs';

const storeFlags = (store) => {
  if (store === null) {
    return [];
  }
  return /^https?:/.test(store) ? ['--store-url', store] : ['--data-dir', resolve(store)];
};

const startSimulator = async ({ data, analyticsUrl, simulator }) => {
  const port = await freePort(8080);
  const { scenario, seed, speed } = simulator;
  const flags = [
    '--port',
    String(port),
    '--scenario',
    scenario,
    '--seed',
    seed,
    '--speed',
    speed,
    '--enrich',
    analyticsUrl,
  ];
  const files = ['--truth', join(data, 'simulator', 'truth.json')];
  say(`starting the simulator: scenario ${scenario}, http://127.0.0.1:${port}`);
  startPart('Simulator', process.execPath, [inRoot('pkg/simulator/dist/main.mjs'), ...flags, ...files], {
    log: join(data, 'logs', 'simulator.log'),
  });
  return `el-jefe=http://127.0.0.1:${port}`;
};

const startAnalytics = ({ options, port, data, orchestrators, viewsUrl }) => {
  say(`starting the analytics service: http://127.0.0.1:${port}`);
  const flags = ['--port', String(port), '--data-dir', join(data, 'analytics'), ...storeFlags(options.store)];
  // So that the service knows who acts in the views, and their role.
  const people = viewsUrl === null ? [] : ['--auth-grafana-url', viewsUrl];
  const watched = orchestrators.flatMap((orchestrator) => ['--orchestrator', orchestrator]);
  // Rows live for one batch: with room for young objects the collector takes half the time.
  const node = ['--max-semi-space-size=32', inRoot('pkg/analytics/dist/main.mjs')];
  startPart('Analytics', process.execPath, [...node, ...flags, ...people, ...watched], {
    log: join(data, 'logs', 'analytics.log'),
  });
};

const addressOf = (orchestrator) =>
  orchestrator.startsWith('http') ? orchestrator : orchestrator.slice(orchestrator.indexOf('=') + 1);

const startHost = async (host, context) => {
  if (host === 'grafana') {
    const { startGrafana } = await import('./hosts/grafana.mjs');
    return startGrafana(context);
  }
  const { startWorkbenchHost } = await import('./hosts/workbench.mjs');
  return startWorkbenchHost(context);
};

const openBrowser = (url) => {
  const commands = { darwin: 'open', win32: 'explorer' };
  const hasScreen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (hasScreen && process.stdout.isTTY) {
    spawn(commands[process.platform] ?? 'xdg-open', [url], { stdio: 'ignore', detached: true })
      .on('error', () => undefined)
      .unref();
  }
};

const main = async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  stopOnSignals();
  await install();
  const host = await findHost(options.host);
  await buildServices();
  if (host !== 'none') {
    await buildBundle();
  }
  if (host === 'docker') {
    const { runDocker } = await import('./hosts/docker.mjs');
    process.exit(await runDocker(options));
  }
  const data = resolve(options.data);
  const analyticsPort = await freePort(host === 'none' && options.port ? options.port : 4319);
  const analyticsUrl = `http://127.0.0.1:${analyticsPort}`;
  const simulated = options.orchestrators.length === 0;
  const orchestrators = simulated ? [await startSimulator({ ...options, data, analyticsUrl })] : options.orchestrators;
  const viewsPort = host === 'none' ? null : await freePort(options.port ?? 3000);
  const viewsUrl = viewsPort === null ? null : `http://127.0.0.1:${viewsPort}`;
  startAnalytics({ options, port: analyticsPort, data, orchestrators, viewsUrl });
  await waitFor(`${analyticsUrl}/readyz`, { what: 'the analytics service' });
  if (host === 'none') {
    say(`running. API: ${analyticsUrl}/docs   (stop with Ctrl+C; logs in ${join(data, 'logs')})`);
    return;
  }
  say(`starting the views (${host}) …`);
  const context = { data, port: viewsPort, analyticsUrl, orchestratorUrl: addressOf(orchestrators[0]) };
  const url = await startHost(host, context);
  say(`ready. Open ${url}   (stop with Ctrl+C; logs in ${join(data, 'logs')})`);
  if (options.open) {
    openBrowser(url);
  }
};

main().catch(async (error) => {
  process.stderr.write(`\n${error.message}\n`);
  await stopAll(1);
});
