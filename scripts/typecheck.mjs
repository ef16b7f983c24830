// Type checks every part with its own tsconfig.
import { inRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const PROJECTS = ['tsconfig.json', 'pkg/contract', 'pkg/simulator', 'pkg/analytics', 'pkg/workbench', 'tools', 'tests'];

let failed = false;
for (const project of PROJECTS) {
  failed = (await run(inRoot('node_modules/.bin/tsc'), ['--noEmit', '-p', project])) !== 0 || failed;
}
process.exit(failed ? 1 : 0);
