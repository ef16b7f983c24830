import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Duplex } from 'node:stream';

import { WebSocketServer } from 'ws';

export type Wire = Record<string, unknown>;

export interface TinyOrchestrator {
  url: string;
  agents: Record<string, Wire>;
  workflows: Record<string, Wire>;
  /** Sends a frame to whoever is connected. */
  send(frame: unknown): void;
  /** Sends text as it is. */
  sendText(text: string): void;
  connections(): number;
  /** Ends all connections; new ones are refused until `accept` is true again. */
  drop(): void;
  accept: boolean;
  stop(): Promise<void>;
}

export interface TinyOptions {
  token?: string;
  /** What its clock is off by, ms. */
  clockOffMs?: number;
}

const isAllowed = (request: IncomingMessage, token?: string): boolean =>
  token === undefined || request.headers.authorization === `Bearer ${token}`;

/** The least an orchestrator is: a state to read and a socket that speaks, both entirely in the test's hand. */
export const startTiny = async ({ token, clockOffMs = 0 }: TinyOptions = {}): Promise<TinyOrchestrator> => {
  const tiny = { agents: {}, workflows: {}, accept: true };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const status = !isAllowed(request, token) ? 401 : request.url === '/api/status' ? 200 : 404;
    const date = new Date(Date.now() + clockOffMs).toUTCString();
    response.writeHead(status, { 'content-type': 'application/json', date });
    response.end(JSON.stringify({ system: {}, agents: tiny.agents, workflows: tiny.workflows }));
  };
  const server = createServer(answer);
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!tiny.accept || !isAllowed(request, token)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const sendText = (text: string): void => sockets.clients.forEach((client) => client.send(text));
  return Object.assign(tiny, {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    sendText,
    send: (frame: unknown) => sendText(JSON.stringify(frame)),
    connections: () => sockets.clients.size,
    drop: () => {
      tiny.accept = false;
      sockets.clients.forEach((client) => client.terminate());
    },
    stop: async () => {
      sockets.clients.forEach((client) => client.terminate());
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
};

/** A job that has just begun, as El Jefe tells it. */
export const wireJob = (id: string, given: Wire = {}): Wire => ({
  job_id: id,
  agent_type: 'coder',
  task: `Task of ${id}`,
  status: 'running',
  started_at: new Date().toISOString().replace('Z', '000'),
  completed_at: null,
  progress: 0,
  error_message: null,
  tokens_used: 0,
  words_generated: 0,
  ...given,
});
