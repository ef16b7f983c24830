import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { amdDependencies, unsharedDependencies } from './sharedModules';

const distDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../dist');

test('D1: the dependency array of an AMD module is read from its text', () => {
  expect(amdDependencies('/* x */\ndefine(["react","./397.js",\'rxjs\'],(e)=>1)')).toEqual([
    'react',
    './397.js',
    'rxjs',
  ]);
  expect(amdDependencies('define("name", ["react"], f)')).toEqual(['react']);
  expect(amdDependencies('var undefine=(["x"])')).toBeNull();
});

test('D1: a name that the page does not share is found', () => {
  expect(unsharedDependencies(['react', 'module', './a.js', 'd3', 'slate'])).toEqual(['d3', 'slate']);
});

const modules = existsSync(path.join(distDir, 'plugin.json'))
  ? readdirSync(distDir, { recursive: true, encoding: 'utf8' }).filter((name) => path.basename(name) === 'module.js')
  : [];

test.skipIf(modules.length === 0)('D1: every module of the built bundle imports only what the page shares', () => {
  const unshared = modules.flatMap((name) => {
    const dependencies = amdDependencies(readFileSync(path.join(distDir, name), 'utf8'));
    expect(dependencies, `${name} is an AMD module`).not.toBeNull();
    return unsharedDependencies(dependencies ?? []).map((dependency) => `${name}: ${dependency}`);
  });
  expect(unshared).toEqual([]);
});

if (modules.length === 0) {
  process.stdout.write('skipped: the shared list against the built bundle, since there is no dist/ (npm run build)\n');
}
