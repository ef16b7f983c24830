import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pino } from 'pino';

import { QueryResponse } from '../../pkg/contract/src/index';
import { defaultConfig, ORCHESTRATOR_DEFAULTS } from '../../pkg/analytics/src/config/defaults';
import { type Config } from '../../pkg/analytics/src/config/schema';
import { startService, type Service } from '../../pkg/analytics/src/service';
import { createSimulator, type Simulator, type Truth } from '../../pkg/simulator/src/index';

import { parsed } from './parsed';

/** A scenario and how fast it runs: logical seconds in a real one. */
export interface ScenarioRun {
  scenario: string;
  speed: number;
  /** Logical seconds after which nothing new starts. */
  seconds: number;
}

/** One question about one scenario's source. */
export interface Asked {
  measure: string;
  by?: readonly string[];
  statistic?: string;
  filters?: ReadonlyArray<{ key: string; op: string; values: string[] }>;
}

export interface Told {
  groups: readonly unknown[];
  values: readonly unknown[];
}

const LOOK_BACK_MS = 3_600_000;

const bodyOf = async (request: IncomingMessage): Promise<Blob> => {
  const chunks: Array<Uint8Array<ArrayBuffer>> = [];
  for await (const chunk of request) {
    chunks.push(Uint8Array.from(chunk));
  }
  return new Blob(chunks);
};

/** The simulators want to know where to send before the service knows whom to watch: this stands between. */
const startForwarder = (target: () => string | null): Promise<{ url: string; server: Server }> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      void bodyOf(request).then(async (body) => {
        const base = target();
        const answer =
          base === null
            ? null
            : await fetch(`${base}${request.url}`, {
                method: 'POST',
                headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
                body,
              }).catch(() => null);
        response.statusCode = answer?.status ?? 503;
        response.setHeader('content-type', 'application/json');
        response.end(answer === null ? '{}' : await answer.text());
      });
    });
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address();
      resolve({ url: `http://127.0.0.1:${bound !== null && typeof bound !== 'string' ? bound.port : 0}`, server });
    });
  });

/** Several simulated orchestrators, each with its own scenario, under the eyes of one service with a store of its own. */
export class TruthRun {
  readonly truths = new Map<string, Truth>();
  private readonly simulators = new Map<string, Simulator>();
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'eljefe-truth-'));
  private service: Service | null = null;
  private forwarder: Server | null = null;

  get url(): string {
    return this.service?.address ?? '';
  }

  async start(runs: readonly ScenarioRun[], config: Partial<Config>): Promise<void> {
    const forward = await startForwarder(() => this.service?.address ?? null);
    this.forwarder = forward.server;
    const orchestrators = [];
    for (const { scenario, speed, seconds } of runs) {
      const simulator = createSimulator({
        ...{ port: 0, scenario, seed: 11, speed, agents: 6 },
        ...{ durationSeconds: seconds, enrichUrl: forward.url, name: scenario },
      });
      const { url, stateFile } = await simulator.start();
      this.simulators.set(scenario, simulator);
      orchestrators.push({ ...ORCHESTRATOR_DEFAULTS, name: scenario, url, stateFile, pollSeconds: 0.5 });
    }
    this.service = await startService({
      config: { ...defaultConfig(), ...config, port: 0, dataDir: this.dataDir, orchestrators },
      logger: pino({ level: 'silent' }),
      version: 'test',
      now: Date.now,
      random: Math.random,
    });
  }

  /** Resolves when nothing moves any more; the truths stand from then on. */
  async drained(): Promise<void> {
    await Promise.all([...this.simulators.values()].map((simulator) => simulator.drained()));
    this.simulators.forEach((simulator, scenario) => this.truths.set(scenario, simulator.truth()));
  }

  /** Totals of measures over the last hour, of one source. */
  async ask(source: string, asked: readonly Asked[]): Promise<Told[]> {
    const now = Date.now();
    const response = await this.post('/api/v1/query', {
      from: now - LOOK_BACK_MS,
      to: now,
      queries: asked.map(({ filters = [], ...query }, index) => ({
        refId: String(index),
        kind: 'series',
        shape: 'total',
        ...query,
        filters: [{ key: 'source', op: '=', values: [source] }, ...filters],
      })),
    });
    const { answers } = parsed(QueryResponse, await response.json(), 'answer');
    return answers.map(({ problem, frames }, index) => {
      const { measure = '', statistic } = asked[index] ?? {};
      if (problem !== null) {
        throw new Error(`${measure}: ${problem.detail ?? problem.title}`);
      }
      const fields = frames[0]?.fields ?? [];
      const values = fields.find(({ name }) => name === measure || name === `${measure}_${statistic}`)?.values;
      if (values === undefined) {
        throw new Error(`${measure}: no column among ${fields.map(({ name }) => name).join(', ')}`);
      }
      return { groups: fields[0]?.values ?? [], values };
    });
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.url}${path}`);
  }

  post(path: string, body: unknown): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.simulators.values()].map((simulator) => simulator.stop()));
    await this.service?.stop();
    this.forwarder?.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
