import { evaluateCriticalPath } from './evaluation/criticalPath';

/** One result: printed as `EVAL name=… metric=… value=…`, the main one last. */
export interface Evaluated {
  metric: string;
  value: number;
}

const EVALUATIONS: Readonly<Record<string, (folder: string) => Evaluated[]>> = {
  'critical-path': evaluateCriticalPath,
};

const USAGE = `Usage: npm run evaluate -- ${Object.keys(EVALUATIONS).join('|')} --data PATH`;

const fail = (text: string): never => {
  process.stderr.write(`${text}\n${USAGE}\n`);
  process.exit(2);
};

const run = ([name = '', ...rest]: readonly string[]): void => {
  const evaluate = EVALUATIONS[name];
  const at = rest.indexOf('--data');
  const folder = at < 0 ? undefined : rest[at + 1];
  if (evaluate === undefined || folder === undefined) {
    fail(evaluate === undefined ? `There is no evaluation ${JSON.stringify(name)}.` : '--data PATH is missing.');
    return;
  }
  for (const { metric, value } of evaluate(folder)) {
    process.stdout.write(`EVAL name=${name} metric=${metric} value=${value}\n`);
  }
};

run(process.argv.slice(2));
