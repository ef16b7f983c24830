import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Target } from './send.mts';

export interface Peer extends Target {
  stop: () => Promise<void>;
}

const START_MS = 180_000;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A Python environment with one package; made at the first run. @returns its `bin`, or why there is none */
export const venv = (directory: string, requirement: string): { bin: string } | { missing: string } => {
  const bin = path.join(directory, 'bin');
  const marker = path.join(bin, 'pip');
  if (!existsSync(marker)) {
    const made = spawnSync('python3', ['-m', 'venv', directory], { encoding: 'utf8' });
    if (made.status !== 0) {
      return { missing: `python3 -m venv: ${made.stderr?.trim() || made.error?.message || 'failed'}` };
    }
  }
  const installed = spawnSync(marker, ['install', '-q', requirement], { encoding: 'utf8' });
  return installed.status === 0
    ? { bin }
    : { missing: `pip install ${requirement}: ${installed.stderr.trim().split('\n').at(-1)}` };
};

/** Rows of a table in an SQLite file: what is committed, read by another process. */
const countRows = (bin: string, file: string): number => {
  const program = `import sqlite3; print(sqlite3.connect('file:${file}?mode=ro', uri=True).execute('select count(*) from spans').fetchone()[0])`;
  const answer = spawnSync(path.join(bin, 'python'), ['-c', program], { encoding: 'utf8' });
  return answer.status === 0 ? Number(answer.stdout) : 0;
};

const until = async (ready: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + START_MS;
  while (!(await ready().catch(() => false))) {
    if (Date.now() > deadline) {
      throw new Error('the peer did not start');
    }
    await sleep(250);
  }
};

const stopper = (child: ChildProcess, directory: string) => async (): Promise<void> => {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  // Its own process group: a server with workers goes as a whole.
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await ended;
  await rm(directory, { recursive: true, force: true });
};

export const startPhoenix = async (bin: string): Promise<Peer> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'bench-phoenix-'));
  const [port, grpc] = [await freePort(), await freePort()];
  const child = spawn(path.join(bin, 'phoenix'), ['serve'], {
    env: {
      ...process.env,
      PHOENIX_WORKING_DIR: directory,
      PHOENIX_PORT: String(port),
      PHOENIX_GRPC_PORT: String(grpc),
      PHOENIX_HOST: '127.0.0.1',
      PHOENIX_TELEMETRY_ENABLED: 'false',
    },
    stdio: 'ignore',
    detached: true,
  });
  await until(async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok);
  return {
    url: `http://127.0.0.1:${port}/v1/traces`,
    count: async () => countRows(bin, path.join(directory, 'phoenix.db')),
    stop: stopper(child, directory),
  };
};

export const startMlflow = async (bin: string): Promise<Peer> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'bench-mlflow-'));
  const port = await freePort();
  const file = path.join(directory, 'mlflow.db');
  const child = spawn(
    path.join(bin, 'mlflow'),
    [
      'server',
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--backend-store-uri',
      `sqlite:///${file}`,
      '--artifacts-destination',
      path.join(directory, 'artifacts'),
    ],
    {
      cwd: directory,
      env: {
        ...process.env,
        PATH: `${bin}:${process.env['PATH']}`,
        MLFLOW_DISABLE_TELEMETRY: 'true',
        DO_NOT_TRACK: 'true',
      },
      stdio: 'ignore',
      detached: true,
    }
  );
  await until(async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok);
  return {
    url: `http://127.0.0.1:${port}/v1/traces`,
    headers: { 'x-mlflow-experiment-id': '0' },
    count: async () => countRows(bin, file),
    stop: stopper(child, directory),
  };
};
