import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** How to fork the child process. */
export interface ChildEntry {
  path: string;
  execArgv: string[];
}

/** The child beside this module: `child.mjs` in a bundle, else `child.ts` through tsx. */
export function childEntry(moduleUrl = import.meta.url): ChildEntry {
  if (!moduleUrl.endsWith('.ts')) {
    return { path: fileURLToPath(new URL('./child.mjs', moduleUrl)), execArgv: [] };
  }
  const loader = createRequire(moduleUrl).resolve('tsx');
  return { path: fileURLToPath(new URL('./child.ts', moduleUrl)), execArgv: ['--import', pathToFileURL(loader).href] };
}
