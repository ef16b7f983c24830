import path from 'node:path';
import { parseArgs } from 'node:util';
import { startWorkbench } from './server/startWorkbench';
import { isRole } from './shared/role';

const usage = `Usage: tsx pkg/workbench/src/main.ts [options]
  --dist DIR            the built bundle (default: dist)
  --provisioning DIR    Grafana's provisioning folder (default: provisioning)
  --port N              on loopback (default: a free one)
  --role ROLE           Viewer, Editor or Admin (default: Admin)
  --theme THEME         dark or light (default: dark)
`;

/** Starts the workbench from the command line and stops it on SIGINT or SIGTERM. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dist: { type: 'string', default: 'dist' },
      provisioning: { type: 'string', default: 'provisioning' },
      port: { type: 'string', default: '0' },
      role: { type: 'string', default: 'Admin' },
      theme: { type: 'string', default: 'dark' },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  const { role, theme } = values;
  if (values.help || !isRole(role) || (theme !== 'dark' && theme !== 'light') || !Number.isInteger(port)) {
    process.stdout.write(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const workbench = await startWorkbench({
    distDir: path.resolve(values.dist),
    provisioningDir: path.resolve(values.provisioning),
    port,
    role,
    theme,
  });
  process.stdout.write(`Workbench (not Grafana): ${workbench.url}\n`);
  const stop = () => {
    workbench.close().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
