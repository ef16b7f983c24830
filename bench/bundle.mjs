// Size of what a browser loads: each plugin's module.js and the chunks it loads when they are first used, gzipped.
// Run by `npm run bench -- bundle`, on the dist/ of a production build.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 40;
const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');

if (!existsSync(join(dist, 'module.js'))) {
  console.error('dist/ is not built: run "npm run build" first');
  process.exit(1);
}

const kB = (bytes) => bytes / 1_000;

const read = (file) => {
  const content = readFileSync(file);
  return { text: content.toString('utf8'), raw: content.length, gzipped: gzipSync(content, { level: 9 }).length };
};

/** Chunks that a script asks for, and those which they ask for in turn. */
const chunksOf = (text, found = new Set()) => {
  for (const [, id] of text.matchAll(/\.e\((\d+)\)/g)) {
    const file = join(dist, `${id}.js`);
    if (!found.has(file) && existsSync(file)) {
      found.add(file);
      chunksOf(readFileSync(file, 'utf8'), found);
    }
  }
  return found;
};

const modules = readdirSync(dist, { recursive: true })
  .filter((name) => /(^|[/\\])module\.js$/.test(name))
  .map((name) => {
    const entry = read(join(dist, name));
    const chunks = [...chunksOf(entry.text)].map((file) => ({ name: relative(dist, file), ...read(file) }));
    return { name: name.replaceAll('\\', '/'), ...entry, chunks };
  })
  .sort((a, b) => a.name.localeCompare(b.name));

for (const { name, raw, gzipped, chunks } of modules) {
  const later = chunks.reduce((sum, chunk) => sum + chunk.gzipped, 0);
  console.log(
    `${name.padEnd(32)} ${kB(raw).toFixed(1).padStart(7)} kB  ${kB(gzipped).toFixed(1).padStart(6)} kB gz` +
      (chunks.length > 0 ? `, later ${chunks.length} chunks, ${kB(later).toFixed(1)} kB gz` : '')
  );
  for (const chunk of chunks) {
    console.log(
      `  ${chunk.name.padEnd(30)} ${kB(chunk.raw).toFixed(1).padStart(7)} kB  ${kB(chunk.gzipped).toFixed(1).padStart(6)} kB gz`
    );
  }
}

const panels = modules.filter(({ name }) => name.startsWith('panels/'));
const largest = panels.reduce((found, panel) => (panel.gzipped > found.gzipped ? panel : found));
console.log(`largest panel: ${largest.name}`);
console.log(
  `BENCH name=bundle value=${kB(largest.gzipped).toFixed(1)} unit=kB peer=limit-${LIMIT_KB}kB ratio=${(kB(largest.gzipped) / LIMIT_KB).toFixed(3)}`
);
