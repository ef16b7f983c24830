import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Target } from './send.mts';

interface Counted {
  spans: number;
  cpuSeconds: number;
  rss: number;
}

export interface Ours extends Target {
  pid: number;
  usage: () => Promise<Counted>;
  stop: () => Promise<void>;
}

/** Starts the analytics service with an empty embedded store. @param bundle path of the bundled server program */
export const startOurs = async (bundle: string): Promise<Ours> => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'bench-otlp-'));
  const child = fork(bundle, [dataDir], {
    // As the service is started.
    execArgv: ['--max-semi-space-size=32', ...(process.env['BENCH_NODE_ARGS'] ?? '').split(' ').filter(Boolean)],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let fail: (error: Error) => void = () => undefined;
  child.on('exit', (code) => fail(new Error(`the service ended with ${code}`)));
  const next = <T extends object>(): Promise<T> =>
    new Promise((resolve, reject) => {
      fail = reject;
      child.once('message', (message) => resolve(message as T));
    });
  const { address } = await next<{ address: string }>();
  const usage = async (): Promise<Counted> => {
    const answer = next<Counted>();
    child.send('count');
    return answer;
  };
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.send('stop');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  return { pid: child.pid ?? 0, url: `${address}/v1/traces`, count: async () => (await usage()).spans, usage, stop };
};
