// npm run bench [-- NAME]: runs one benchmark, or all; each prints its figures and ends with a BENCH line.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));

const names = () =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.mjs') && name !== basename(import.meta.url))
    .map((name) => basename(name, '.mjs'))
    .sort();

const run = (file, args = []) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = [];
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      lines.push(chunk);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output: Buffer.concat(lines).toString('utf8') }));
  });

const main = async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name !== undefined && !existsSync(join(FOLDER, `${name}.mjs`))) {
    throw new Error(`no benchmark ${name}; there are ${names().join(', ')}`);
  }
  await run(join(ROOT, 'tools/bundle.mjs'));
  const results = [];
  for (const wanted of name === undefined ? names() : [name]) {
    process.stdout.write(`\n${wanted}\n`);
    const { code, output } = await run(join(FOLDER, `${wanted}.mjs`), args);
    results.push({ wanted, code, line: output.match(/^BENCH .*$/gm)?.at(-1) ?? `${wanted}: no result (exit ${code})` });
  }
  if (results.length > 1) {
    process.stdout.write(`\n${results.map(({ line }) => line).join('\n')}\n`);
  }
  return results.every(({ code }) => code === 0);
};

main().then(
  (isGood) => process.exit(isGood ? 0 : 1),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
);
