import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { State } from '@eljefe/contract';
import pino from 'pino';

import { loadConfig } from '../../pkg/analytics/src/config/loadConfig';
import { startService } from '../../pkg/analytics/src/service';

import { parsed } from './parsed';

export interface WatchedJob {
  source: string;
  job_id: string;
  status: string;
}

export interface RunningService {
  url: string;
  state(): Promise<State>;
  /** Every stored job, newest version. */
  jobs(): Promise<WatchedJob[]>;
  ready(): Promise<string>;
  post(path: string, body: unknown): Promise<Response>;
  stop(): Promise<void>;
}

const isPage = (value: unknown): value is { items: WatchedJob[]; next_cursor: string | null } =>
  typeof value === 'object' && value !== null && 'items' in value && 'next_cursor' in value;

const allJobs = async (url: string): Promise<WatchedJob[]> => {
  const jobs: WatchedJob[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer = await fetch(
      `${url}/api/v1/jobs?limit=500${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
    );
    const page: unknown = await answer.json();
    if (!isPage(page)) {
      throw new Error(`no page of jobs: ${JSON.stringify(page).slice(0, 300)}`);
    }
    jobs.push(...page.items);
    cursor = page.next_cursor;
  }
  return jobs;
};

/** The analytics service in this process, with an embedded store of its own, on a free port. */
export const startHere = async (...args: string[]): Promise<RunningService> => {
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-service-'));
  const argv = ['--port=0', `--data-dir=${folder}`, '--log-level=fatal', ...args];
  const loaded = loadConfig({ argv, env: {}, readFile: () => '' });
  if (loaded.kind !== 'config') {
    throw new Error('no configuration');
  }
  const service = await startService({
    config: loaded.config,
    logger: pino({ level: 'fatal' }),
    version: 'test',
    now: Date.now,
    random: Math.random,
  });
  const url = service.address;
  return {
    url,
    state: async () => parsed(State, await (await fetch(`${url}/api/v1/state`)).json(), '/api/v1/state'),
    jobs: () => allJobs(url),
    ready: async () => (await fetch(`${url}/readyz`)).text(),
    post: (path, body) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    stop: async () => {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
