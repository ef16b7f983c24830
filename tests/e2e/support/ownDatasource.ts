import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';

import type { APIRequestContext } from '@playwright/test';

import { DATASOURCE, proxy } from './grafana';

export interface Seen {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
}

export interface OwnDatasource {
  uid: string;
  /** What reached the other side, in order. */
  seen: Seen[];
  /** Streams that are open on the other side. */
  openStreams: () => number;
  remove: () => Promise<void>;
}

const TOKEN = 'read-token-of-the-data-source';
export const OWN_TOKEN = TOKEN;
const UID = 'eljefe-e2e';

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

/**
 * A data source of its own whose service is a recorder in this process.
 * @returns null when Grafana cannot reach this computer, so that nothing could be concluded
 */
export const ownDatasource = async (api: APIRequestContext): Promise<OwnDatasource | null> => {
  const seen: Seen[] = [];
  let streams = 0;
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
    if (request.url?.endsWith('/stream')) {
      streams += 1;
      response.on('close', () => (streams -= 1));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: snapshot\ndata: {}\n\n');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"reached":true}');
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  await api.delete(`/api/datasources/uid/${UID}`);
  const made = await api.post('/api/datasources', {
    data: {
      uid: UID,
      name: 'El Jefe e2e',
      type: DATASOURCE,
      access: 'proxy',
      url: '',
      jsonData: { analyticsUrl: url, orchestratorUrl: url },
      secureJsonData: { analyticsToken: TOKEN },
    },
  });
  const remove = async () => {
    await api.delete(`/api/datasources/uid/${UID}`);
    server.closeAllConnections();
    server.close();
  };
  if (!made.ok()) {
    await remove();
    throw new Error(`the data source was not made: ${made.status()} ${await made.text()}`);
  }
  const answer = await api.get(proxy('read/state', UID));
  if (!answer.ok()) {
    await remove();
    return null;
  }
  seen.length = 0;
  return { uid: UID, seen, openStreams: () => streams, remove };
};
