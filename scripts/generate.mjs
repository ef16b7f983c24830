// Writes every generated file; with --check it only names the stale ones and exits 1.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const GENERATORS = ['tools/provision/main.ts', 'tools/locales/main.ts'];

const root = fileURLToPath(new URL('..', import.meta.url));
const runGenerator = (file) =>
  spawnSync(process.execPath, ['--import', 'tsx', file, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
    .status ?? 1;

process.exit(Math.max(...GENERATORS.map(runGenerator)));
