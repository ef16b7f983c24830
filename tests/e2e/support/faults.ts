import type { Page } from '@playwright/test';

/** Grafana itself looks for things of the internet; what of ours could not be loaded is judged by its address. */
const OFFLINE = ['Failed to load resource', 'Failed to fetch plugins from catalog'];
/** Grafana's questions about our plugins to grafana.com, and the choices that a user has not stored yet. */
const FOREIGN = ['/api/gnet/', '/apis/userstorage'];

/** Collects what must not happen on a page: its errors, the console's, and failed requests to our plugins. */
export const watchFaults = (page: Page): string[] => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !OFFLINE.some((text) => message.text().includes(text))) {
      faults.push(`console: ${message.text()}`);
    }
  });
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400 && /eljefe/.test(pathname) && !FOREIGN.some((prefix) => pathname.startsWith(prefix))) {
      faults.push(`${response.status()} ${pathname}`);
    }
  });
  return faults;
};
