import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Counters {
  received: number;
  stored: number;
  refused: number;
  dropped: number;
}

/** The service that is fuzzed, in a process of its own so that its end is seen. */
export interface Victim {
  port: number;
  /** Over all sources and doors. */
  counters: () => Promise<Counters>;
  usage: () => Promise<{ rss: number }>;
  isWell: () => Promise<boolean>;
  /** Ends of the process that nobody asked for. */
  crashes: () => number;
  stop: () => Promise<void>;
}

const ENTRY = fileURLToPath(new URL('./victimEntry.ts', import.meta.url));

const sumOf = (text: string, name: string): number =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);

export const startVictim = async (dataDir: string): Promise<Victim> => {
  const child = fork(ENTRY, [dataDir], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let crashes = 0;
  let stopping = false;
  child.on('exit', () => {
    crashes += stopping ? 0 : 1;
  });
  const next = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`the service ended with ${code}`));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        resolve(message as T);
      });
    });
  const { port } = await next<{ port: number }>();
  const address = `http://127.0.0.1:${port}`;
  let asked: Promise<unknown> = Promise.resolve();
  return {
    port,
    counters: async () => {
      const text = await (await fetch(`${address}/metrics`)).text();
      const sum = (kind: string): number => sumOf(text, `eljefe_source_${kind}_total`);
      return { received: sum('received'), stored: sum('stored'), refused: sum('refused'), dropped: sum('dropped') };
    },
    usage: () => {
      // One question at a time: answers carry no names.
      const answer = asked.then(async () => {
        const told = next<{ rss: number }>();
        child.send('usage');
        return told;
      });
      asked = answer.catch(() => undefined);
      return answer;
    },
    isWell: async () => (await fetch(`${address}/readyz`)).ok,
    crashes: () => crashes,
    stop: async () => {
      stopping = true;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.send('stop');
      await ended;
    },
  };
};
