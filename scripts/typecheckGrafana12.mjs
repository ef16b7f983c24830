// Checks the bundle a second time against the types of the oldest Grafana it must run in, and of React 18.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { inRoot } from './lib/paths.mjs';
import { capture, npm, run } from './lib/run.mjs';
import { say } from './lib/say.mjs';

const GRAFANA = '12.4.10';
const PACKAGES = [
  ...['data', 'ui', 'runtime', 'schema'].map((name) => `@grafana/${name}@${GRAFANA}`),
  '@types/react@18.3.27',
  '@types/react-dom@18.3.7',
];
const folder = inRoot('.cache', 'g12');

const fetchTypes = async (spec) => {
  const name = spec.slice(0, spec.lastIndexOf('@'));
  const target = join(folder, 'node_modules', name);
  if (existsSync(join(target, 'package.json'))) {
    return true;
  }
  const packed = await capture(npm, ['pack', spec, '--silent', '--pack-destination', folder]);
  const archive = packed.output.trim().split('\n').at(-1);
  if (packed.code !== 0 || !archive) {
    return false;
  }
  mkdirSync(target, { recursive: true });
  const args = ['-xzf', join(folder, archive), '-C', target, '--strip-components=1'];
  const code = await run('tar', args);
  rmSync(join(folder, archive), { force: true });
  rmSync(join(target, 'dist', 'esm'), { recursive: true, force: true });
  rmSync(join(target, 'dist', 'cjs'), { recursive: true, force: true });
  return code === 0;
};

mkdirSync(folder, { recursive: true });
const fetched = await Promise.all(PACKAGES.map(fetchTypes));
if (!fetched.every(Boolean)) {
  say(`skipped: the types of Grafana ${GRAFANA} are not here and the registry does not answer`);
  process.exit(0);
}
const modules = './.cache/g12/node_modules';
const paths = {
  ...Object.fromEntries(
    ['data', 'ui', 'runtime', 'schema'].map((name) => [`@grafana/${name}`, [`${modules}/@grafana/${name}`]])
  ),
  react: [`${modules}/@types/react`],
  'react/*': [`${modules}/@types/react/*`],
  'react-dom': [`${modules}/@types/react-dom`],
  'react-dom/*': [`${modules}/@types/react-dom/*`],
};
const config = {
  extends: './tsconfig.json',
  compilerOptions: { paths, rootDir: '.', baseUrl: '.', skipLibCheck: true, noEmit: true },
  exclude: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'src/**/testing/**', 'src/**/*.fixtures.ts'],
};
const file = inRoot('.tsconfig.g12.json');
writeFileSync(file, JSON.stringify(config, null, 2));
const code = await run(inRoot('node_modules/.bin/tsc'), ['--noEmit', '-p', file]);
rmSync(file, { force: true });
if (code === 0) {
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules/@grafana/ui/package.json'), 'utf8'));
  say(`the bundle also fits @grafana/ui ${version} and React 18`);
}
process.exit(code);
