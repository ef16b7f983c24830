import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** A closed network refuses the browser's own background traffic; without these it fails noisily at every start. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * Starts a headless Chromium: the one that `CHROMIUM_PATH` names, else the system's, else the one that the npm package
 * `@sparticuz/chromium` carries.
 */
export async function launchBrowser(): Promise<Browser> {
  const installed = findInstalled();
  if (installed !== null) {
    return chromium.launch({ executablePath: installed, args: flags, headless: true });
  }
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: [...packaged.args, ...flags],
    headless: true,
  });
}

/** The path of a Chromium on this computer, or null. `CHROMIUM_PATH` is taken at its word. */
export function findInstalled(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env['CHROMIUM_PATH'] !== undefined && env['CHROMIUM_PATH'] !== '') {
    return env['CHROMIUM_PATH'];
  }
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const candidates = [
    '/usr/bin/chromium',
    ...folders.flatMap((folder) => names.map((name) => path.join(folder, name))),
  ];
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
