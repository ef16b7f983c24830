import { tmpdir } from 'node:os';
import path from 'node:path';

import { defineConfig, devices } from '@playwright/test';

import { findInstalled } from './tests/browser/launch';

const baseURL = process.env.GRAFANA_URL;
if (baseURL === undefined || baseURL === '') {
  process.stderr.write(
    'Nothing to do: GRAFANA_URL is not set, and these specs want a real Grafana with this bundle.\n' +
      'Start one with "npm start -- --host grafana" (or docker), then: GRAFANA_URL=http://127.0.0.1:3000 npm run e2e\n'
  );
  process.exit(1);
}

/** The system's Chromium, else the one that tests/e2e/support/unpackBrowser.ts lays here. */
const executablePath = findInstalled() ?? path.join(tmpdir(), 'chromium');

/** Specs in a real Grafana; its administrator is GRAFANA_ADMIN_USER and GRAFANA_ADMIN_PASSWORD, by default admin and admin. */
export default defineConfig({
  testDir: './tests/e2e',
  globalSetup: './tests/e2e/support/unpackBrowser.ts',
  reporter: 'list',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    ...devices['Desktop Chrome'],
    baseURL,
    viewport: { width: 1400, height: 1600 },
    actionTimeout: 60_000,
    screenshot: 'only-on-failure',
    launchOptions: { executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] },
  },
});
