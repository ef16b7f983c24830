import { createReadStream, realpathSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';

const contentTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.md': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** The file that a URL path below `folder` names, or null: missing, not a file, or outside (also by a link). */
export function resolveInside(folder: string, urlPath: string): string | null {
  try {
    const decoded = decodeURIComponent(urlPath);
    if (decoded.includes('\0')) {
      return null;
    }
    const root = realpathSync(folder);
    const file = realpathSync(path.resolve(root, `.${path.sep}${decoded}`));
    return file.startsWith(root + path.sep) && statSync(file).isFile() ? file : null;
  } catch {
    return null;
  }
}

export interface StaticFile {
  folder: string;
  urlPath: string;
  /** Its name changes with its content. */
  immutable: boolean;
}

/** Sends a file as it is, byte for byte. @returns false when there is no such file, and nothing has been sent. */
export function sendStaticFile(response: ServerResponse, { folder, urlPath, immutable }: StaticFile): boolean {
  const file = resolveInside(folder, urlPath);
  if (file === null) {
    return false;
  }
  response.writeHead(200, {
    'content-type': contentTypes[path.extname(file)] ?? 'application/octet-stream',
    'content-length': statSync(file).size,
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
  return true;
}
