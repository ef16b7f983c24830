import http from 'node:http';
import { buildPage } from '../build';
import type { Role } from '../shared/role';
import type { Environment } from './interpolate';
import { handleRequest } from './handleRequest';
import type { PageAssets } from './indexHtml';
import { readPlugins } from './readPlugins';
import { readProvisioning } from './readProvisioning';
import { sendJson } from './sendJson';
import { makeIdentitySigner } from './signIdentity';
import { WorkbenchState, type DatasourceOverride, type Theme, type WorkbenchUser } from './state';

export interface WorkbenchOptions {
  /** Folder of the built bundle, with the app's plugin.json at its top. */
  distDir: string;
  /** Folder with `datasources/`, `dashboards/`, `plugins/`, as Grafana reads them. */
  provisioningDir: string;
  /** On loopback; 0 (the default) takes a free one. */
  port?: number;
  role?: Role;
  theme?: Theme;
  /** Values of `$VAR` in the provisioning files; the process's own by default. */
  env?: Environment;
  user?: Partial<WorkbenchUser>;
  /** Laid over provisioned data sources, by uid: for addresses and tokens that are known only at run time. */
  overrides?: Record<string, DatasourceOverride>;
  /** Wait for the headers of a proxied answer, in milliseconds; 30,000 as in Grafana. */
  headerTimeoutMs?: number;
  /** A page built elsewhere; without it the page is built when its source has changed. */
  page?: { buildDir: string; assets: PageAssets };
}

export interface Workbench {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  url: string;
  close: () => Promise<void>;
}

/**
 * Serves a built bundle and provisioning files in a page made of Grafana's published libraries, on loopback only.
 * @throws when the bundle is not built, a provisioning file cannot be read, or the port is taken.
 */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  readPlugins(options.distDir);
  const state = new WorkbenchState({
    distDir: options.distDir,
    provisioning: readProvisioning(options.provisioningDir, {
      GF_PATHS_PROVISIONING: options.provisioningDir,
      ...(options.env ?? process.env),
    }),
    overrides: options.overrides ?? {},
    role: options.role ?? 'Admin',
    theme: options.theme ?? 'dark',
    user: { login: 'workbench', name: 'Workbench user', email: 'workbench@localhost', ...options.user },
  });
  const page = options.page ?? (await buildPage());
  const signer = await makeIdentitySigner();
  const headerTimeoutMs = options.headerTimeoutMs ?? 30_000;
  const context = { state, signer, distDir: options.distDir, headerTimeoutMs, ...page };
  const server = http.createServer((request, response) => {
    handleRequest(request, response, context).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
      } else {
        sendJson(response, 500, { message: error instanceof Error ? error.message : String(error) });
      }
    });
  });
  const port = await listen(server, options.port ?? 0);
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
}

function listen(server: http.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
