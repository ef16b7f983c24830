import { type State, type StreamEvent } from '@eljefe/contract';
import { type FastifyInstance } from 'fastify';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';

import { buildAuth, type Auth } from '../auth/buildAuth';
import { defaultConfig } from '../config/defaults';
import { type Config } from '../config/schema';
import { ServiceMetrics } from '../observe/ServiceMetrics';
import { type Live, type ListOptions, type ServiceParts } from '../parts';
import { buildApi, type ApiPlugin } from './buildApi';
import { type AccessRecord, type ApiDeps } from './context';

export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

/** A live state of which the test tells the changes; keeps the last `held` of them. */
export class FakeLive implements Live {
  readonly listeners = new Set<(event: StreamEvent) => void>();
  readonly events: StreamEvent[] = [];
  private last = 100;
  /** Bytes put into each snapshot. */
  padding = '';

  constructor(private readonly held = 10) {}

  state(): State {
    const notices = this.padding === '' ? [] : [{ severity: 'info' as const, text: this.padding, hint: null }];
    return { at: NOW, sequence: this.last, orchestrators: [], agents: [], sessions: [], notices };
  }

  sequence(): number {
    return this.last;
  }

  subscribe(listener: (event: StreamEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  since(sequence: number): StreamEvent[] | null {
    const oldest = this.last - Math.min(this.held, this.events.length);
    return sequence < oldest
      ? null
      : this.events.filter((event) => event.type === 'delta' && event.sequence > sequence);
  }

  change(padding = ''): void {
    this.last += 1;
    const removed = padding === '' ? [] : [{ source: 's', job_id: padding }];
    const event: StreamEvent = {
      type: 'delta',
      at: NOW,
      sequence: this.last,
      agents: [],
      removed_agents: removed,
      sessions: [],
      removed_sessions: [],
      orchestrators: [],
    };
    this.events.push(event);
    this.listeners.forEach((listener) => listener(event));
  }
}

export interface Seen {
  batches: Array<{ source: string; records: readonly unknown[]; by: string }>;
  lists: ListOptions[];
  questions: unknown[];
  access: AccessRecord[];
}

export interface TestApi {
  app: FastifyInstance;
  auth: Auth;
  live: FakeLive;
  seen: Seen;
  metrics: ServiceMetrics;
  config: Config;
  parts: ServiceParts;
  token: (role: 'Viewer' | 'Editor' | 'Admin') => Promise<string>;
}

const counted = (received: number) => ({ received, stored: received, duplicate: 0, refused: 0, refusals: [] });

export const fakeParts = (live: FakeLive, seen: Seen): ServiceParts => ({
  live,
  ingest: {
    jobs: async (records, { source, identity }) => {
      seen.batches.push({ source, records, by: identity.name });
      return counted(records.length);
    },
    marks: async (marks, identity) => {
      seen.batches.push({ source: 'marks', records: marks, by: identity.name });
      return counted(marks.length);
    },
    feedback: async (feedback, identity) => {
      seen.batches.push({ source: 'feedback', records: feedback, by: identity.name });
      return counted(feedback.length);
    },
  },
  queries: {
    answer: async (request) => {
      seen.questions.push(request);
      const answers = request.queries.map(({ refId }) => ({
        refId,
        frames: [],
        notices: [],
        age_seconds: 0,
        next_cursor: null,
        problem: null,
      }));
      return { at: NOW, answers };
    },
    jobs: async (options) => {
      seen.lists.push(options);
      return { items: [], next_cursor: null };
    },
    job: async () => [],
    sessions: async (options) => {
      seen.lists.push(options);
      return { items: [], next_cursor: null };
    },
    session: async () => [],
    catalog: async () => ({ measures: [] }),
  },
  readiness: async () => [
    { name: 'store', ready: true, essential: true, detail: 'embedded engine answers', since: NOW },
  ],
  notices: () => [],
  metrics: async (format) => `# ${format}\n`,
  now: () => NOW,
});

/** Port of an API that listens. */
export const portOf = (app: FastifyInstance): number => {
  const [address] = app.addresses();
  if (!address || typeof address === 'string') {
    throw new Error('not listening on a port');
  }
  return address.port;
};

export interface TestApiOptions {
  config?: (config: Config) => void;
  parts?: (parts: ServiceParts) => void;
  plugins?: readonly ApiPlugin[];
  deps?: Partial<ApiDeps>;
  fetch?: typeof fetch;
}

const refuseFetch: typeof fetch = () => Promise.reject(new Error('no network in this test'));

/** The API over fake parts, with real authentication on a token file of its own. */
export const testApi = (options: TestApiOptions = {}): TestApi => {
  const config = defaultConfig();
  config.dataDir = mkdtempSync(path.join(tmpdir(), 'eljefe-api-'));
  options.config?.(config);
  const live = new FakeLive();
  const seen: Seen = { batches: [], lists: [], questions: [], access: [] };
  const parts = fakeParts(live, seen);
  options.parts?.(parts);
  const auth = buildAuth(config, { now: () => NOW, fetch: options.fetch ?? refuseFetch });
  const metrics = new ServiceMetrics();
  const app = buildApi(parts, config, {
    auth,
    metrics,
    logger: pino({ level: 'silent' }),
    version: '1.2.3',
    onAccess: (record) => seen.access.push(record),
    plugins: options.plugins ?? [],
    ...options.deps,
  });
  const token: TestApi['token'] = async (role) =>
    (await auth.tokens.create({ name: `test ${role}`, role, createdBy: 'test', expiresAt: null })).text;
  return { app, auth, live, seen, metrics, config, parts, token };
};
