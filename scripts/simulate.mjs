// Runs the simulator: the bundled one when it has been built, else its source.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = join(root, 'pkg/simulator/dist/main.mjs');
const command = existsSync(bundle) ? [bundle] : ['--import', 'tsx', join(root, 'pkg/simulator/src/main.ts')];

const child = spawn(process.execPath, [...command, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => child.kill(signal));
}
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
