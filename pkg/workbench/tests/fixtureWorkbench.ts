import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startWorkbench, type Workbench, type WorkbenchOptions } from '../src/index';

const here = path.dirname(fileURLToPath(import.meta.url));

/** A small bundle (app, nested data source, nested panel) written by hand as AMD modules. */
export const fixtureBundle = path.join(here, 'fixtures/bundle');
export const fixtureProvisioning = path.join(here, 'fixtures/provisioning');

/** Starts the workbench on the fixture bundle, with a page that is not built. */
export function startServerOnly(upstream: string, options: Partial<WorkbenchOptions> = {}): Promise<Workbench> {
  const buildDir = mkdtempSync(path.join(tmpdir(), 'workbench-build-'));
  mkdirSync(buildDir, { recursive: true });
  writeFileSync(path.join(buildDir, 'main.js'), 'page');
  return startWorkbench({
    distDir: fixtureBundle,
    provisioningDir: fixtureProvisioning,
    env: { UPSTREAM: upstream, READ_TOKEN: 'read-secret', CONTROL_TOKEN: 'control-secret' },
    page: { buildDir, assets: { script: 'main.js', styles: [] } },
    ...options,
  });
}
