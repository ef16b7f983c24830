// Writes every generated file; with --check it only names the stale ones and exits 1.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'tools/provision/main.ts', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' }
);
process.exit(status ?? 1);
