import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';
import type { PageAssets } from './server/indexHtml';
import { asRecord, asText, asTexts } from './shared/json';

const sourceDir = path.dirname(fileURLToPath(import.meta.url));
const defaultRoot = path.resolve(sourceDir, '../build');
const require = createRequire(import.meta.url);
/** Builds that nothing has asked for in this time are removed. */
const keptMs = 24 * 3_600_000;

export interface BuiltPage {
  /** Folder with the files that the page loads. */
  buildDir: string;
  assets: PageAssets;
  /** Inputs and outputs, for checks; null when the page was still current. */
  metafile: Metafile | null;
}

/**
 * Builds the browser page below `root` (default: the workspace's `build/`), unless the one there was made from the same
 * source and libraries. Each build has a folder of its own, so that one that is being served stays whole.
 */
export async function buildPage({ root = defaultRoot }: { root?: string } = {}): Promise<BuiltPage> {
  const stamp = sourceStamp();
  const buildDir = path.join(root, stamp);
  const current = readAssets(buildDir);
  if (current !== null) {
    return { buildDir, assets: current, metafile: null };
  }
  mkdirSync(root, { recursive: true });
  const draft = mkdtempSync(path.join(root, 'draft-'));
  const { metafile } = await bundle(draft);
  const assets = pageAssets(metafile);
  writeFileSync(path.join(draft, 'assets.json'), JSON.stringify(assets));
  publish(draft, buildDir);
  removeOld(root, stamp);
  return { buildDir, assets, metafile };
}

/** Puts a finished build in its place; when another process was faster, its equal one stays. */
function publish(draft: string, buildDir: string): void {
  try {
    renameSync(draft, buildDir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (readAssets(buildDir) === null) {
      throw error;
    }
  }
}

function removeOld(root: string, stamp: string): void {
  for (const name of readdirSync(root).filter((candidate) => candidate !== stamp)) {
    const folder = path.join(root, name);
    if (Date.now() - statSync(folder).mtimeMs > keptMs) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function bundle(outdir: string): Promise<{ metafile: Metafile }> {
  return build({
    entryPoints: [path.join(sourceDir, 'page/main.tsx')],
    outdir,
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    assetNames: 'asset-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
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
    plugins: [systemFonts, interopDefaults],
    loader: { '.svg': 'dataurl', '.png': 'dataurl', '.woff': 'file', '.woff2': 'file', '.ttf': 'file' },
    alias: { '#runtime': path.join(packageDir('@grafana/runtime'), 'dist/esm') },
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
 * CommonJS packages whose default export the ES modules of `@grafana/*` import. To an importer named `.mjs` the default
 * is the whole exports object, so a CommonJS module in between makes the default export that object.
 */
const interopDefaults: Plugin = {
  name: 'interop-defaults',
  setup: ({ onResolve, onLoad }) => {
    const namespace = 'interop-default';
    onResolve({ filter: /^(react-custom-scrollbars-2|react-highlight-words|calculate-size)$/ }, (args) =>
      args.namespace === namespace ? undefined : { path: args.path, namespace }
    );
    onLoad({ filter: /.*/, namespace }, (args) => ({
      contents: `const main = require(${JSON.stringify(require.resolve(args.path))}); module.exports = main.default ?? main;`,
      loader: 'js',
      resolveDir: sourceDir,
    }));
  },
};

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

function readAssets(buildDir: string): PageAssets | null {
  const file = path.join(buildDir, 'assets.json');
  if (!existsSync(file)) {
    return null;
  }
  const assets = asRecord(JSON.parse(readFileSync(file, 'utf8')));
  return { script: asText(assets['script']), styles: asTexts(assets['styles']) };
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
