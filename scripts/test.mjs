// npm test: installs what it needs, runs every test that can run here, says what it skipped and why, and sums up.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { inRoot } from './lib/paths.mjs';
import { buildBundle, buildServices, install } from './lib/prepare.mjs';
import { run } from './lib/run.mjs';
import { say } from './lib/say.mjs';

const reports = inRoot('.cache', 'test-reports');
const bin = (name) => inRoot('node_modules', '.bin', name);

/** What a runner's own report says; a runner without a readable report has failed as a whole. */
const readReport = (file) => {
  const {
    numPassedTests,
    numFailedTests,
    numPendingTests,
    numTodoTests = 0,
    numFailedTestSuites,
    success,
  } = JSON.parse(readFileSync(file, 'utf8'));
  // A file that could not even be loaded holds no failed test, but is a failure.
  const failed = numFailedTests > 0 || success ? numFailedTests : Math.max(1, numFailedTestSuites);
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
};

const runJsonReporter = async (name, command, args, file) => {
  say(`${name} …`);
  rmSync(file, { force: true });
  const code = await run(command, args, { env: { ...process.env, TZ: 'UTC' } });
  try {
    const counts = readReport(file);
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch (error) {
    process.stderr.write(`${name}: no report (${error.message})\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
};

const jest = () => {
  const file = join(reports, 'jest.json');
  const args = ['--maxWorkers=2', '--json', `--outputFile=${file}`, '--testLocationInResults=false'];
  return runJsonReporter('unit tests of the bundle (jest)', bin('jest'), args, file);
};

const vitest = (name, project) => {
  const file = join(reports, `vitest-${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return runJsonReporter(name, bin('vitest'), args, file);
};

/** Specs for a real Grafana run where one is given; a workbench run never stands in for them. */
const endToEnd = async () => {
  if (!process.env.GRAFANA_URL) {
    say('skipped: end-to-end specs in a real Grafana (set GRAFANA_URL to run them; see CONTRIBUTING.md)');
    return { passed: 0, failed: 0, skipped: 1 };
  }
  say('end-to-end specs in a real Grafana …');
  const code = await run(bin('playwright'), ['test']);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
};

const main = async () => {
  await install();
  mkdirSync(reports, { recursive: true });
  await buildServices();
  await buildBundle();
  const results = [
    await jest(),
    await vitest('companion parts, contracts and integration (vitest)', 'node'),
    await vitest('the bundle in a real browser, on the workbench (vitest)', 'browser'),
    await endToEnd(),
  ];
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`);
  process.exit(sum('failed') === 0 && sum('passed') > 0 ? 0 : 1);
};

await main();
