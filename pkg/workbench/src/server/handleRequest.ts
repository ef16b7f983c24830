import { createRequire } from 'node:module';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { bootData } from './bootData';
import { handleApi } from './handleApi';
import { isLoopbackHost, isOwnOrigin } from './hostCheck';
import { indexHtml, type PageAssets } from './indexHtml';
import { sendJson } from './sendJson';
import type { IdentitySigner } from './signIdentity';
import type { Theme, WorkbenchState } from './state';
import { sendStaticFile } from './staticFile';

export interface ServerContext {
  state: WorkbenchState;
  signer: IdentitySigner;
  distDir: string;
  buildDir: string;
  assets: PageAssets;
  /** Wait for the headers of a proxied answer, in milliseconds. */
  headerTimeoutMs: number;
}

const iconsDir = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@grafana/ui/package.json')),
  'dist/public/img/icons'
);
const iconPrefix = '/public/build/img/icons/';
/** Stands in for icons that Grafana's server has and the published library lacks. */
const blankIcon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="4"/></svg>';

/** Answers one request: static files, the API, the proxies, and the page for everything else. */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: ServerContext
): Promise<void> {
  const { host, origin } = request.headers;
  if (!isLoopbackHost(host) || !isOwnOrigin(origin, host)) {
    sendJson(response, 403, { message: 'The workbench answers only to pages of this computer.' });
    return;
  }
  const [rawPath = '/', ...search] = (request.url ?? '/').split('?');
  const query = search.length === 0 ? '' : `?${search.join('?')}`;
  if (/^\/apis?\//.test(rawPath)) {
    await handleApi({ ...context, request, response, path: rawPath, query });
  } else if (rawPath.startsWith('/build/') || rawPath.startsWith('/public/')) {
    sendAsset(rawPath, response, context);
  } else {
    sendPage(query, response, context);
  }
}

function sendAsset(urlPath: string, response: ServerResponse, context: ServerContext): void {
  const appPrefix = `/public/plugins/${context.state.plugins()[0]?.id ?? ''}/`;
  const folders = [
    { prefix: '/build/', folder: context.buildDir, immutable: true },
    { prefix: appPrefix, folder: context.distDir, immutable: false },
    { prefix: iconPrefix, folder: iconsDir, immutable: false },
  ];
  const found = folders.find(({ prefix }) => urlPath.startsWith(prefix));
  if (found !== undefined && sendStaticFile(response, { ...found, urlPath: urlPath.slice(found.prefix.length) })) {
    return;
  }
  if (urlPath.startsWith(iconPrefix) && urlPath.endsWith('.svg') && !urlPath.includes('..')) {
    response.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' });
    response.end(blankIcon);
    return;
  }
  response.writeHead(404, { 'content-type': 'text/plain' });
  response.end('not found');
}

function sendPage(query: string, response: ServerResponse, context: ServerContext): void {
  const asked = new URLSearchParams(query);
  const wanted = asked.get('theme');
  const theme: Theme = wanted === 'light' || wanted === 'dark' ? wanted : context.state.theme;
  const language = asked.get('language') ?? 'en-US';
  const body = indexHtml(bootData(context.state, { theme, language }), context.assets);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(body);
}
