import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from './repository';
import { startServer, type ServerProcess } from './serverProcess';

const SIMULATOR = 'pkg/simulator/dist/main.mjs';
const ANALYTICS = 'pkg/analytics/dist/main.mjs';
/** The simulator's own name: what it sends itself and what is read of it are then one source, and each job is one job. */
const SOURCE = 'el-jefe';

const built = (path: string): string => {
  const file = join(ROOT, path);
  if (!existsSync(file)) {
    throw new Error(`${path} is not built: run "node tools/bundle.mjs" first`);
  }
  return file;
};

interface SimulatorChoice {
  scenario: string;
  speed: number;
  /** Where it keeps its files. */
  folder: string;
  /** Port of the service that it tells what El Jefe itself does not: tokens by kind, cost, resources. */
  enrichedPort: number;
  flags?: readonly string[];
}

/** A port that is free now: each of the two has to know the other's address, so one address is chosen before its server runs. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const startSimulator = ({
  scenario,
  speed,
  folder,
  enrichedPort,
  flags = [],
}: SimulatorChoice): Promise<ServerProcess> =>
  startServer(
    process.execPath,
    [
      built(SIMULATOR),
      ...['--port', '0', '--seed', '7', '--scenario', scenario, '--speed', String(speed)],
      ...['--enrich', `http://127.0.0.1:${enrichedPort}`],
      ...['--truth', join(folder, 'truth.json'), '--state-file', join(folder, 'monitoring_state.json')],
      ...flags,
    ],
    /orchestrator \S+ at http:\/\/127\.0\.0\.1:(\d+)/
  );

interface AnalyticsChoice {
  dataDir: string;
  /** None: it waits for what is sent to it. */
  orchestratorUrl?: string;
  /** 0 takes a free one. */
  port?: number;
  flags?: readonly string[];
}

/** The bundled analytics service on a store in `dataDir`; the same folder and port again is a restart. */
export const startAnalytics = ({ dataDir, orchestratorUrl, port = 0, flags = [] }: AnalyticsChoice) =>
  startServer(
    process.execPath,
    [
      built(ANALYTICS),
      ...['--port', String(port), '--data-dir', dataDir],
      ...(orchestratorUrl === undefined ? [] : ['--orchestrator', `${SOURCE}=${orchestratorUrl}`]),
      ...flags,
    ],
    /El Jefe analytics listens on http:\/\/127\.0\.0\.1:(\d+)/
  );

export interface Stack {
  orchestratorUrl: string;
  analyticsUrl: string;
  /** A folder that is removed with the stack. */
  folder: string;
  stop: () => Promise<void>;
}

/** A simulator and the analytics service that watches it, both as bundled, on free ports of loopback. */
export const startStack = async ({
  simulatorFlags = [],
  analyticsFlags = [],
  dataDir,
  ...choice
}: {
  scenario: string;
  speed: number;
  simulatorFlags?: readonly string[];
  analyticsFlags?: readonly string[];
  /** A store that is there already; by default a fresh one that goes with the stack. */
  dataDir?: string;
}): Promise<Stack> => {
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-stack-'));
  const started: ServerProcess[] = [];
  const stop = async () => {
    await Promise.all(started.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const port = await freePort();
    const simulator = await startSimulator({ ...choice, folder, enrichedPort: port, flags: simulatorFlags });
    started.push(simulator);
    const analytics = await startAnalytics({
      dataDir: dataDir ?? join(folder, 'data'),
      orchestratorUrl: simulator.url,
      port,
      flags: analyticsFlags,
    });
    started.push(analytics);
    return { orchestratorUrl: simulator.url, analyticsUrl: analytics.url, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
