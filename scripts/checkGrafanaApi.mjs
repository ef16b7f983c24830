// Holds every Grafana API that the bundle uses against the oldest Grafana it must run in; levitate reads the types of both.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';

import { inRoot } from './lib/paths.mjs';
import { capture, npm } from './lib/run.mjs';
import { say } from './lib/say.mjs';

const LEVITATE = '@grafana/levitate@0.17.2';
const GRAFANA = '12.4.10';
const TARGET = ['data', 'ui', 'runtime'].map((name) => `@grafana/${name}@${GRAFANA}`).join(',');

const modules = readdirSync(inRoot('src'), { recursive: true })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /(^|\/)module\.tsx?$/.test(name))
  .sort();

const { code: pinged } = await capture(npm, ['view', LEVITATE, 'version'], { timeout: 30_000 });
if (pinged !== 0) {
  say('skipped: levitate fetches both versions of Grafana’s packages, and the registry does not answer');
  process.exit(0);
}

// One entry that imports them all: levitate compares the packages once instead of once a plugin.
const entry = inRoot('.levitate.entry.ts');
writeFileSync(entry, modules.map((name) => `import './src/${name.replace(/\.tsx?$/, '')}';\n`).join(''));
const { code, output } = await capture(npm, [
  'exec',
  '--yes',
  `--package=${LEVITATE}`,
  '--',
  'levitate',
  'is-compatible',
  '--path',
  entry,
  '--target',
  TARGET,
]);
rmSync(entry, { force: true });

/** A type imported as `type X` in one version and as `X` in the other is the same type; the second type check sees real changes. */
const isSpelling = (finding) => {
  const sideOf = (sign) =>
    [...finding.matchAll(new RegExp(`^\\${sign}(?!Added|Removed| Added| Removed)(.*)$`, 'gm'))]
      .map(([, text]) => text.replace(/\btype\s+/g, '').trim())
      .join('\n');
  return /^Changed /.test(finding) && sideOf('+') !== '' && sideOf('+') === sideOf('-');
};

const report = output.replace(/\u001b\[[0-9;]*m/g, '');
const findings = [...report.matchAll(/^\s*\d+\) (.*?)(?=^\s*\d+\) |^🔬|^\/|(?![\s\S]))/gms)].map(([, text]) => text);
const real = findings.filter((finding) => !isSpelling(finding));
const told = code !== 0 && findings.length === 0;
if (told || real.length > 0) {
  process.stdout.write(told ? report : `${real.join('\n')}\n`);
  say(`the bundle uses what Grafana ${GRAFANA} lacks, or levitate failed`);
  process.exit(1);
}
say(`${modules.length} modules use only what Grafana ${GRAFANA} has too`);
