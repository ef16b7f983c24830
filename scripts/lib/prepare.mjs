import { existsSync, readFileSync } from 'node:fs';

import { inRoot } from './paths.mjs';
import { npm, run } from './run.mjs';
import { say } from './say.mjs';
import { hashOf, isCurrent, markCurrent } from './stamp.mjs';

const BUNDLE_INPUTS = [
  'src',
  'pkg/contract/src',
  'webpack.config.ts',
  '.config',
  'package-lock.json',
  'CHANGELOG.md',
  'LICENSE',
];

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

const must = (code, what) => {
  if (code !== 0) {
    process.stderr.write(`\n${what} failed (exit code ${code}); the lines above tell why.\n`);
    process.exit(1);
  }
};

/** Does node_modules hold what the lock file names? Optional packages of other platforms may be missing. */
const isInstalled = () => {
  const hidden = inRoot('node_modules/.package-lock.json');
  if (!existsSync(hidden)) {
    return false;
  }
  const there = readJson(hidden).packages;
  const wanted = Object.entries(readJson(inRoot('package-lock.json')).packages);
  return wanted.every(
    ([path, { version, optional, peer, link }]) =>
      !path.includes('node_modules/') || optional || peer || link || there[path]?.version === version
  );
};

/** Installs the packages of the lock file, unless they are there. */
export const install = async () => {
  if (isInstalled()) {
    return;
  }
  say('installing packages (two to three minutes on a fresh machine) …');
  must(await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error']), 'npm ci');
};

/** Builds the Grafana bundle into dist/, unless it is current. */
export const buildBundle = async () => {
  const hash = hashOf(BUNDLE_INPUTS);
  if (existsSync(inRoot('dist/plugin.json')) && isCurrent('bundle', hash)) {
    return;
  }
  say('building the Grafana bundle …');
  must(await run(npm, ['run', '--silent', 'build', '--', '--stats=errors-only']), 'npm run build');
  markCurrent('bundle', hash);
};

/** Bundles the service and the simulator: a second or so, so always. */
export const buildServices = async () => {
  must(await run(process.execPath, [inRoot('tools/bundle.mjs')]), 'bundling the services');
};
