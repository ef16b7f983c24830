// npm run verify: lint, types, dependency arrows, generated files, and the guards that hold the bundle to Grafana 12.4.
import { inRoot } from './lib/paths.mjs';
import { install } from './lib/prepare.mjs';
import { npm, run } from './lib/run.mjs';
import { say } from './lib/say.mjs';

const CHECKS = [
  ['lint', npm, ['run', '--silent', 'lint']],
  ['types', process.execPath, [inRoot('scripts/typecheck.mjs')]],
  ['dependency arrows', inRoot('node_modules/.bin/depcruise'), ['--config', '.dependency-cruiser.cjs', 'src', 'pkg']],
  ['generated files', process.execPath, [inRoot('scripts/generate.mjs'), '--check']],
  ['types of Grafana 12.4 and React 18', process.execPath, [inRoot('scripts/typecheckGrafana12.mjs')]],
  ['APIs of Grafana 12.4', process.execPath, [inRoot('scripts/checkGrafanaApi.mjs')]],
];

await install();
const failed = [];
for (const [name, command, args] of CHECKS) {
  say(`${name} …`);
  if ((await run(command, args)) !== 0) {
    failed.push(name);
  }
}
process.stdout.write(failed.length === 0 ? '\nall checks pass\n' : `\nfailed: ${failed.join(', ')}\n`);
process.exit(failed.length === 0 ? 0 : 1);
