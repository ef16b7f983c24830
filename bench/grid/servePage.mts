import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const ICONS = path.join(path.dirname(require.resolve('@grafana/ui/package.json')), 'dist/public/img/icons');

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Panel harness</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css"><style>body{margin:0}</style>
<script>window.__grafana_public_path__='/public/';window.grafanaBootData={settings:{buildInfo:{version:'13.2.2',env:'production',edition:0},featureToggles:{},panels:{},datasources:{},appSubUrl:'',bootData:{}},user:{locale:'en-US',theme:'dark',timezone:'utc'},navTree:[]};</script>
</head><body><div id="root"></div><script type="module" src="/page.js"></script></body></html>`;

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const fileOf = (url: string, folder: string): string => {
  const icon = /^\/public\/(?:build\/)?img\/icons\/(.+)$/.exec(url);
  const [base, name] = icon ? [ICONS, icon[1] ?? ''] : [folder, url.slice(1)];
  const file = path.resolve(base, name);
  if (!file.startsWith(base + path.sep)) {
    throw new Error('outside the folder');
  }
  return file;
};

export interface ServedPage {
  url: string;
  server: Server;
}

/** Serves the harness page and Grafana's icons on a free port of the loopback. */
export const servePage = (folder: string): Promise<ServedPage> => {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (url === '/') {
      response.setHeader('content-type', 'text/html').end(HTML);
      return;
    }
    Promise.resolve()
      .then(() => readFile(fileOf(url, folder)))
      .then((body) =>
        response.setHeader('content-type', TYPES[path.extname(url)] ?? 'application/octet-stream').end(body)
      )
      .catch(() => response.writeHead(404).end());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, url: typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/` : '' });
    });
  });
};
