import { evaluateCriticalPath } from './evaluation/criticalPath';
import { evaluateFailures, evaluateSpending } from './evaluation/predictions';

/** One result: printed as `EVAL name=… metric=… value=…`, the main one last. */
export interface Evaluated {
  metric: string;
  value: number;
}

const EVALUATIONS: Readonly<Record<string, (folder: string) => Evaluated[]>> = {
  'critical-path': evaluateCriticalPath,
  spending: evaluateSpending,
};

/** On simulated data whose truth is known: without a folder. */
const SIMULATED: Readonly<Record<string, () => Evaluated[]>> = { failures: evaluateFailures };

const USAGE = `Usage: npm run evaluate -- ${Object.keys(EVALUATIONS).join('|')} --data PATH
       npm run evaluate -- ${Object.keys(SIMULATED).join('|')}`;

const fail = (text: string): never => {
  process.stderr.write(`${text}\n${USAGE}\n`);
  process.exit(2);
};

const print = (name: string, results: readonly Evaluated[]): void => {
  for (const { metric, value } of results) {
    process.stdout.write(`EVAL name=${name} metric=${metric} value=${value}\n`);
  }
};

const run = ([name = '', ...rest]: readonly string[]): void => {
  const simulated = SIMULATED[name];
  if (simulated !== undefined) {
    print(name, simulated());
    return;
  }
  const evaluate = EVALUATIONS[name];
  const at = rest.indexOf('--data');
  const folder = at < 0 ? undefined : rest[at + 1];
  if (evaluate === undefined || folder === undefined) {
    fail(evaluate === undefined ? `There is no evaluation ${JSON.stringify(name)}.` : '--data PATH is missing.');
    return;
  }
  print(name, evaluate(folder));
};

run(process.argv.slice(2));
