import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';
import type { PageAssets } from './server/indexHtml';
import { asRecord, asText, asTexts } from './shared/json';

const sourceDir = path.dirname(fileURLToPath(import.meta.url));
const buildDir = path.resolve(sourceDir, '../build');
const require = createRequire(import.meta.url);

export interface BuiltPage {
  buildDir: string;
  assets: PageAssets;
  /** Inputs of the last build, for checks; null when the page was still current. */
  metafile: Metafile | null;
}

/** Builds the browser page into `build/`, unless the one there was made from the same source and libraries. */
export async function buildPage({ force = false }: { force?: boolean } = {}): Promise<BuiltPage> {
  const stamp = sourceStamp();
  const current = force ? null : readManifest();
  if (current !== null && current.stamp === stamp) {
    return { buildDir, assets: current.assets, metafile: null };
  }
  rmSync(buildDir, { recursive: true, force: true });
  mkdirSync(buildDir, { recursive: true });
  const { metafile } = await bundle();
  const assets = pageAssets(metafile);
  writeFileSync(path.join(buildDir, 'manifest.json'), JSON.stringify({ stamp, assets }));
  return { buildDir, assets, metafile };
}

function bundle(): Promise<{ metafile: Metafile }> {
  return build({
    entryPoints: [path.join(sourceDir, 'page/main.tsx')],
    outdir: buildDir,
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    assetNames: 'asset-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    keepNames: false,
    metafile: true,
    logLevel: 'error',
    jsx: 'automatic',
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx' } },
    resolveExtensions: ['.tsx', '.ts', '.mjs', '.js', '.json'],
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env': '{}',
      global: 'globalThis',
      // SystemJS puts an AMD `define` on the window; libraries inside the page must not register themselves there.
      define: 'undefined',
    },
    plugins: [systemFonts],
    loader: { '.svg': 'dataurl', '.png': 'dataurl', '.woff': 'file', '.woff2': 'file', '.ttf': 'file' },
    alias: {
      '#runtime': path.join(packageDir('@grafana/runtime'), 'dist/esm'),
      ...Object.fromEntries(interopPackages.map((name) => [name, shimOf(name)])),
    },
  });
}

/** Grafana's font files are not published: without these rules the page takes the next font of each stack, a system one. */
const systemFonts: Plugin = {
  name: 'system-fonts',
  setup: ({ onLoad }) => {
    onLoad({ filter: /ui\/dist\/esm\/themes\/GlobalStyles\/fonts\.mjs$/ }, () => ({
      contents: 'export const getFontStyles = () => [];',
      loader: 'js',
    }));
  },
};

/**
 * CommonJS packages whose default the ES modules of `@grafana/*` import. To an importer named `.mjs` the default is the
 * whole exports object, so a CommonJS shim makes that object the default itself.
 */
const interopPackages = ['react-custom-scrollbars-2', 'react-highlight-words', 'calculate-size'];

function shimOf(name: string): string {
  const folder = path.join(buildDir, '.shims');
  const file = path.join(folder, `${name}.cjs`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `const main = require(${JSON.stringify(require.resolve(name))});\nmodule.exports = main.default ?? main;\n`);
  return file;
}

function packageDir(name: string): string {
  return path.dirname(require.resolve(`${name}/package.json`));
}

function pageAssets(metafile: Metafile): PageAssets {
  const names = Object.entries(metafile.outputs);
  const entry = names.find(([, output]) => output.entryPoint !== undefined && output.entryPoint.endsWith('main.tsx'));
  if (entry === undefined) {
    throw new Error('The build of the page has no entry.');
  }
  const css = entry[1].cssBundle;
  return { script: path.basename(entry[0]), styles: css === undefined ? [] : [path.basename(css)] };
}

function readManifest(): { stamp: string; assets: PageAssets } | null {
  const file = path.join(buildDir, 'manifest.json');
  if (!existsSync(file)) {
    return null;
  }
  const manifest = asRecord(JSON.parse(readFileSync(file, 'utf8')));
  const assets = asRecord(manifest['assets']);
  return {
    stamp: asText(manifest['stamp']),
    assets: { script: asText(assets['script']), styles: asTexts(assets['styles']) },
  };
}

/** A hash of the page's source and of the versions of the libraries that it is made of. */
function sourceStamp(): string {
  const hash = createHash('sha256');
  for (const folder of ['page', 'shared']) {
    const names = readdirSync(path.join(sourceDir, folder), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((candidate) => /\.tsx?$/.test(candidate)).sort()) {
      hash.update(`${folder}/${name}\0`).update(readFileSync(path.join(sourceDir, folder, name)));
    }
  }
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  const libraries = ['@grafana/data', '@grafana/ui', '@grafana/runtime', '@grafana/scenes', 'react', 'esbuild'];
  for (const name of libraries) {
    hash.update(`${name} ${asText(asRecord(require(`${name}/package.json`))['version'])}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}
