import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tsImport } from 'tsx/esm/api';

import { inRoot } from './paths.mjs';
import { holdAnswers } from './pictureGrafana.mjs';
import { buildBundle, buildServices } from './prepare.mjs';
import { say } from './say.mjs';

/** Nothing listens on port 1. */
const NOBODY = 'http://127.0.0.1:1';
const FILL_MS = 90_000;

const workbenchOn = async (analyticsUrl, orchestratorUrl) => {
  const { startWorkbench } = await tsImport('../../pkg/workbench/src/index.ts', import.meta.url);
  const workbench = await startWorkbench({
    distDir: inRoot('dist'),
    provisioningDir: inRoot('provisioning'),
    overrides: { eljefe: { jsonData: { analyticsUrl, orchestratorUrl } } },
  });
  const site = { url: workbench.url, prepare: async () => undefined, pathOf: (path) => path, shows: () => true };
  return { site, close: workbench.close };
};

/** The states on the workbench: a stack that has run a while; an empty store; no answers; a service that is down. */
export const workbenchSites = async () => {
  await buildServices();
  await buildBundle();
  const { startStack, startAnalytics } = await tsImport('../../tests/support/stack.ts', import.meta.url);
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-gallery-'));
  say('starting a simulator, two analytics services and the workbench …');
  const stack = await startStack({ scenario: 'failure-burst', speed: 6 });
  const idle = await startAnalytics({ dataDir: folder });
  const data = await workbenchOn(stack.analyticsUrl, stack.orchestratorUrl);
  const empty = await workbenchOn(idle.url, '');
  const error = await workbenchOn(NOBODY, '');
  say(`letting the simulator fill the graphs for ${FILL_MS / 1_000} s …`);
  await new Promise((resolve) => setTimeout(resolve, FILL_MS));
  return {
    host: 'the workbench (not Grafana)',
    data: data.site,
    empty: empty.site,
    loading: { ...data.site, prepare: holdAnswers },
    error: error.site,
    close: async () => {
      await Promise.all([data.close(), empty.close(), error.close()]);
      await Promise.all([stack.stop(), idle.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
