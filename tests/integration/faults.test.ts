import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { ROOT } from '../support/repository';

const FIGURES = /^FAULTS kills=(\d+) lost=(\d+) duplicated=(\d+) recovered_p95_s=([\d.]+)$/m;

// How fast it recovers is judged by the command itself, on a machine that does nothing else.
test(
  'kill -9 of service, engine and orchestrator: nothing acknowledged is lost, nothing counts twice',
  { timeout: 300_000 },
  () => {
    const args = [join(ROOT, 'tests/faults/run.mjs'), '--kills', '1', '--agents', '20'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    const [, kills, lost, duplicated] = FIGURES.exec(stdout) ?? expect.fail(`${stdout}\n${stderr}`);
    expect({ kills, lost, duplicated }).toEqual({ kills: '3', lost: '0', duplicated: '0' });
  }
);
