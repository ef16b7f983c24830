import { spawn } from 'node:child_process';

export interface ServerProcess {
  /** Address it listens on, e.g. `http://127.0.0.1:40123`. */
  url: string;
  stop: () => Promise<void>;
  /** Ends it at once, without any chance to tidy up. */
  kill: () => Promise<void>;
}

const START_MS = 60_000;

/**
 * Starts a server on a free port and waits until its log tells the address.
 * @param listening matches the log line; its first group is the port
 */
export const startServer = (program: string, args: readonly string[], listening: RegExp): Promise<ServerProcess> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    const ended = new Promise<void>((done) => child.once('close', () => done()));
    const stop = async () => {
      child.kill('SIGTERM');
      await ended;
    };
    const kill = async () => {
      child.kill('SIGKILL');
      await ended;
    };
    const fail = (why: string) => {
      void stop();
      reject(new Error(`${program} ${why}:\n${log}`));
    };
    const timer = setTimeout(() => fail('did not start'), START_MS);
    const read = (chunk: Buffer) => {
      log += chunk.toString();
      const port = listening.exec(log)?.[1];
      if (port !== undefined) {
        clearTimeout(timer);
        resolve({ url: `http://127.0.0.1:${port}`, stop, kill });
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${program} ended with ${code}:\n${log}`));
    });
  });
