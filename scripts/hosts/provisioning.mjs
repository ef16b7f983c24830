import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { inRoot } from '../lib/paths.mjs';

const DEFAULTS = { analytics: 4319, orchestrator: 8080, prometheus: 9090 };

const rewrite = (folder, change) => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      rewrite(path, change);
    } else if (/\.ya?ml$/.test(name)) {
      writeFileSync(path, change(readFileSync(path, 'utf8')));
    }
  }
};

/**
 * A copy of provisioning/ whose addresses are those in use; the committed files name the default ports.
 * @param addresses `analytics`, `orchestrator`, `prometheus`: http addresses
 */
export const copyProvisioning = (to, addresses) => {
  rmSync(to, { recursive: true, force: true });
  cpSync(inRoot('provisioning'), to, { recursive: true });
  rewrite(to, (text) =>
    Object.entries(DEFAULTS).reduce(
      (result, [name, port]) => result.replaceAll(`http://127.0.0.1:${port}`, () => addresses[name]),
      text
    )
  );
  return to;
};
