import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Job } from '@eljefe/contract';

import { defaultConfig } from '../../pkg/analytics/src/config/defaults';
import { createLogger } from '../../pkg/analytics/src/observe/createLogger';
import { startService } from '../../pkg/analytics/src/service';
import { type Store } from '../../pkg/analytics/src/store';

const DEADLINE_MS = 30_000;
const POLL_MS = 100;

/** The real service on a free port, with an embedded store of its own. */
export interface TestService {
  address: string;
  /** Waits for jobs of a source to be readable through the API. */
  jobs: (source: string, ready: (jobs: Job[]) => boolean) => Promise<Job[]>;
  query: <T>(sql: string) => Promise<T[]>;
  metric: (name: string, source: string) => Promise<number>;
  stop: () => Promise<void>;
}

const until = async <T>(read: () => Promise<T>, ready: (value: T) => boolean): Promise<T> => {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const value = await read();
    if (ready(value) || Date.now() > deadline) {
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

export const startTestService = async (): Promise<TestService> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'eljefe-clients-'));
  const opened: Store[] = [];
  const service = await startService({
    config: { ...defaultConfig(), port: 0, dataDir },
    logger: createLogger({ level: 'error', format: 'json' }),
    version: 'test',
    now: Date.now,
    random: Math.random,
    plugins: ({ store }) => {
      opened.push(store);
      return [];
    },
  });
  const query = async <T>(sql: string): Promise<T[]> => (await opened[0]?.query<T>(sql, { params: {} })) ?? [];
  return {
    address: service.address,
    query,
    jobs: (source, ready) =>
      until(async () => {
        const answer = await fetch(
          `${service.address}/api/v1/jobs?orchestrator=${encodeURIComponent(source)}&limit=100`
        );
        const page: { items: Job[] } = await answer.json();
        return page.items;
      }, ready),
    metric: async (name, source) => {
      const text = await (await fetch(`${service.address}/metrics`)).text();
      const line = text.split('\n').find((candidate) => candidate.startsWith(`${name}{source="${source}"`));
      return Number(line?.split(' ').at(-1) ?? 0);
    },
    stop: async () => {
      await service.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
