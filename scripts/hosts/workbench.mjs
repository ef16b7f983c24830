import { join } from 'node:path';

import { startPart, waitFor } from '../lib/children.mjs';
import { inRoot } from '../lib/paths.mjs';
import { copyProvisioning } from './provisioning.mjs';

/** Serves the built bundle in a page made of Grafana's published libraries: no Grafana needed. */
export const startWorkbenchHost = async ({ data, port, analyticsUrl, orchestratorUrl }) => {
  const addresses = { analytics: analyticsUrl, orchestrator: orchestratorUrl, prometheus: 'http://127.0.0.1:9090' };
  const provisioning = copyProvisioning(join(data, 'workbench', 'provisioning'), addresses);
  const main = inRoot('pkg/workbench/src/main.ts');
  const flags = ['--port', String(port), '--dist', inRoot('dist'), '--provisioning', provisioning];
  startPart('Workbench', process.execPath, ['--import', 'tsx', main, ...flags], {
    log: join(data, 'logs', 'workbench.log'),
  });
  const url = `http://127.0.0.1:${port}`;
  await waitFor(`${url}/api/health`, { timeoutMs: 120_000, what: 'the workbench' });
  return `${url}/d/eljefe-overview`;
};
