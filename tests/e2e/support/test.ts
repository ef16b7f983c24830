import { test as base } from '@grafana/plugin-e2e';

import { loginState } from './grafana';

export { expect } from '@grafana/plugin-e2e';

/** Each test logs in afresh as administrator: Grafana changes its session tokens every ten minutes, so one kept for the whole run goes stale. */
export const test = base.extend({
  storageState: async ({}, use) => {
    await use(await loginState());
  },
});
