import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { startWorkbench } from '../../../pkg/workbench/src/index';
import { ROOT } from '../../support/repository';
import { freePort, startStack } from '../../support/stack';
import { launchBrowser } from '../launch';
import { sendTracedSession } from './tracedSession';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Why no browser can be had here, or null. */
    noBrowser: string | null;
    workbenchUrl: string;
    analyticsUrl: string;
    orchestratorUrl: string;
  }
}

const browserProblem = async (): Promise<string | null> => {
  try {
    await (await launchBrowser()).close();
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? error.message) : String(error);
  }
};

/** One simulator, one analytics service and one workbench for all browser tests; none where there is no browser. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const noBrowser = await browserProblem();
  provide('noBrowser', noBrowser);
  if (noBrowser !== null) {
    process.stderr.write(`SKIPPED: browser tests, because no Chromium can be started here (${noBrowser})\n`);
    return async () => undefined;
  }
  // The service reads the workbench's keys, and the workbench is told the service's address: one of the two is chosen before.
  const port = await freePort();
  const stack = await startStack({
    scenario: 'failure-burst',
    speed: 4,
    analyticsFlags: [`--auth-grafana-url=http://127.0.0.1:${port}`],
  });
  await sendTracedSession(stack.analyticsUrl);
  const { analyticsUrl, orchestratorUrl } = stack;
  const workbench = await startWorkbench({
    port,
    distDir: join(ROOT, 'dist'),
    provisioningDir: join(ROOT, 'provisioning'),
    overrides: { eljefe: { jsonData: { analyticsUrl, orchestratorUrl } } },
  });
  provide('workbenchUrl', workbench.url);
  provide('analyticsUrl', analyticsUrl);
  provide('orchestratorUrl', orchestratorUrl);
  return async () => {
    await workbench.close();
    await stack.stop();
  };
}
