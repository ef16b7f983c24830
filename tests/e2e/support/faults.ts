import type { Page } from '@playwright/test';

/** Collects what must not happen on a page: its errors, the console's, and failed requests to our plugins. */
export const watchFaults = (page: Page): string[] => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    // What could not be loaded is judged below, by its address: Grafana itself looks for things of the internet.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      faults.push(`console: ${message.text()}`);
    }
  });
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400 && /eljefe/.test(pathname) && !pathname.startsWith('/apis/userstorage')) {
      faults.push(`${response.status()} ${pathname}`);
    }
  });
  return faults;
};
