import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from './repository';
import { startServer, type ServerProcess } from './serverProcess';

const tsx = (main: string, args: readonly string[]): string[] => ['--import', 'tsx', join(ROOT, main), ...args];

const withFolder = async (start: (folder: string) => Promise<ServerProcess>): Promise<ServerProcess> => {
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-system-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const server = await start(folder);
    return {
      ...server,
      stop: async () => {
        await server.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
};

/** The simulator's own process, on a free port. */
export const startSimulator = (scenario: string, speed: number, ...more: string[]): Promise<ServerProcess> =>
  withFolder((folder) => {
    const args = ['--port', '0', '--seed', '7', '--scenario', scenario, '--speed', String(speed)];
    const files = ['--truth', join(folder, 'truth.json'), '--state-file', join(folder, 'monitoring_state.json')];
    return startServer(
      process.execPath,
      tsx('pkg/simulator/src/main.ts', [...args, ...files, ...more]),
      /orchestrator \S+ at http:\/\/127\.0\.0\.1:(\d+)/
    );
  });

/** The analytics service's own process with an embedded store of its own, on a free port, watching one orchestrator. */
export const startAnalytics = (orchestratorUrl: string, ...more: string[]): Promise<ServerProcess> =>
  withFolder((folder) => {
    const args = ['--port', '0', '--data-dir', folder, '--orchestrator', `main=${orchestratorUrl}`, ...more];
    return startServer(
      process.execPath,
      tsx('pkg/analytics/src/main.ts', args),
      /El Jefe analytics listens on http:\/\/127\.0\.0\.1:(\d+)/
    );
  });
