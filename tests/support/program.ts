import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { ROOT } from './repository';

const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Full path of the first of these programs that is installed; prints why its tests are skipped when none is. */
export const findProgram = (...names: string[]): string | null => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun);
  if (found === undefined) {
    process.stderr.write(`SKIPPED: tests that need ${names.join(' or ')}, which is not installed here\n`);
  }
  return found ?? null;
};

export interface Ran {
  status: number | null;
  output: string;
}

/** Runs a program in the repository with a nearly empty environment, as on a machine where nothing is set. */
export const run = (program: string, ...args: string[]): Ran => {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  return { status, output: `${stdout}${stderr}${error?.message ?? ''}` };
};
