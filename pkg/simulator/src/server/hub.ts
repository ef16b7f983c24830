import { type WebSocket } from 'ws';

/** A client that lets this much pile up is cut off, so that memory stays bounded. */
const MAX_BUFFERED_BYTES = 256 * 2 ** 20;

/** The connected WebSocket clients. */
export class Hub {
  private readonly clients = new Set<WebSocket>();

  get size(): number {
    return this.clients.size;
  }

  add(client: WebSocket): void {
    this.clients.add(client);
    client.on('close', () => this.clients.delete(client));
    client.on('error', () => client.terminate());
  }

  send(client: WebSocket, message: unknown): void {
    client.send(JSON.stringify(message));
  }

  broadcast(message: unknown): void {
    if (this.clients.size > 0) {
      this.broadcastRaw(JSON.stringify(message));
    }
  }

  broadcastRaw(frame: string | Buffer): void {
    for (const client of this.clients) {
      if (client.bufferedAmount > MAX_BUFFERED_BYTES) {
        client.terminate();
      } else if (client.readyState === client.OPEN) {
        client.send(frame);
      }
    }
  }

  /** Closes politely, or cuts every connection at once. */
  closeAll(how: 'close' | 'cut'): void {
    for (const client of this.clients) {
      if (how === 'cut') {
        client.terminate();
      } else {
        client.close(1001);
      }
    }
  }
}
