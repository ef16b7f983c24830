// Bundles the companion parts for running: own code in one file, packages stay outside.
import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const BANNER =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** Keeps every npm package outside; the workspace's contract is source and goes in. */
const packagesOutside = {
  name: 'packages-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@eljefe/') ? undefined : { path, external: true }
    );
  },
};

const bundle = (entryPoints, outdir) =>
  build({
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    banner: { js: BANNER },
    plugins: [packagesOutside],
    absWorkingDir: root,
    logLevel: 'warning',
  });

await bundle(
  { main: 'pkg/analytics/src/main.ts', child: 'pkg/analytics/src/store/embedded/child.ts' },
  join(root, 'pkg/analytics/dist')
);
await bundle({ main: 'pkg/simulator/src/main.ts' }, join(root, 'pkg/simulator/dist'));
