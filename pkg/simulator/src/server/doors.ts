import { createServer, type Server } from 'node:http';
import { type Socket } from 'node:net';

import { WebSocketServer } from 'ws';

import { mayPass, UNAUTHORISED_PAGE } from './auth';
import { handleClientMessage } from './clientMessages';
import { handleRequest } from './router';
import { type WriteContext } from './writeApi';

const MAX_CLIENT_FRAME_BYTES = 4 * 2 ** 20;

/** The orchestrator's HTTP and WebSocket doors on one port. */
export class Doors {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private readonly webSockets = new WebSocketServer({ noServer: true, maxPayload: MAX_CLIENT_FRAME_BYTES });

  constructor(private readonly context: WriteContext) {
    this.server = createServer((request, response) => void handleRequest(context, request, response));
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    this.server.on('upgrade', (request, socket, head) => {
      const { pathname } = new URL(request.url ?? '/', 'http://orchestrator');
      const refusal = this.refusalOf(pathname, mayPass(request, pathname, context.simulation.setup.options.password));
      if (refusal !== null) {
        socket.end(refusal);
        return;
      }
      this.webSockets.handleUpgrade(request, socket, head, (client) => this.welcome(client));
    });
  }

  /** @throws when the port is taken */
  async open(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.removeListener('error', reject);
        resolve();
      });
    });
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  /** `cut` resets every connection at once, as a killed process does. */
  async close(how: 'close' | 'cut'): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.context.simulation.hub.closeAll(how);
    if (how === 'cut') {
      this.sockets.forEach((socket) => socket.resetAndDestroy());
    }
    this.server.closeAllConnections();
    setTimeout(() => this.sockets.forEach((socket) => socket.destroy()), 300).unref();
    await closed;
  }

  private refusalOf(pathname: string, passed: boolean): string | null {
    if (!passed) {
      const length = Buffer.byteLength(UNAUTHORISED_PAGE);
      return `HTTP/1.1 401 Unauthorized\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${UNAUTHORISED_PAGE}`;
    }
    return pathname === '/ws' ? null : 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
  }

  private welcome(client: import('ws').WebSocket): void {
    const { hub, state } = this.context.simulation;
    hub.add(client);
    hub.send(client, {
      type: 'initial_data',
      agents: Object.fromEntries(state.jobs),
      workflows: Object.fromEntries(state.sessions),
    });
    client.on('message', (data, binary) => handleClientMessage(this.context, client, { data, binary }));
  }
}
