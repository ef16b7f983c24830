import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const repository = path.resolve(here, '../..');
const require = createRequire(import.meta.url);

/** CommonJS packages whose default the ES modules of `@grafana/*` import; the shim makes the exports object the default. */
const INTEROP = ['react-custom-scrollbars-2', 'react-highlight-words', 'calculate-size'];

const shimOf = (folder: string, name: string): string => {
  const file = path.join(folder, `${name}.cjs`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    file,
    `const main = require(${JSON.stringify(require.resolve(name))});\nmodule.exports = main.default ?? main;\n`
  );
  return file;
};

/**
 * Bundles a harness page with the real panels, Grafana's published libraries and React's production build.
 * @param entry its source
 * @param outdir where it goes
 * @returns the folder that holds `page.js`
 */
export const buildPage = async (
  entry = path.join(here, 'page.tsx'),
  outdir = path.join(repository, '.cache/bench-grid')
): Promise<string> => {
  await build({
    entryPoints: [entry],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    logLevel: 'error',
    jsx: 'automatic',
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx' } },
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env': '{}',
      global: 'globalThis',
      define: 'undefined',
    },
    loader: { '.svg': 'dataurl', '.png': 'dataurl', '.woff': 'file', '.woff2': 'file', '.ttf': 'file' },
    alias: Object.fromEntries(INTEROP.map((name) => [name, shimOf(path.join(outdir, '.shims'), name)])),
  });
  return outdir;
};
