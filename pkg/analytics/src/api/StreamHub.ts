import { type StreamEvent } from '@eljefe/contract';
import { type ServerResponse } from 'node:http';

import { type Live } from '../parts';

export interface StreamHubOptions {
  live: Pick<Live, 'state' | 'sequence' | 'since' | 'subscribe'>;
  /** Streams open at once. */
  maxClients: number;
  /** Unsent bytes of one client before deltas are held back. */
  bufferBytes: number;
  heartbeatMs: number;
  /** A client that has not drained for this long is closed. */
  stallMs: number;
  /** Epoch ms. */
  now: () => number;
  onOpen(): void;
  onClose(): void;
  onReset(outcome: 'snapshot' | 'closed'): void;
}

export interface StreamClient {
  response: ServerResponse;
  /** Sequence of the last event the client has, from `Last-Event-ID`; null for a new one. */
  lastSequence: number | null;
  /** Asked at every heartbeat: a revoked token ends its streams. */
  stillValid: () => boolean;
}

interface Connection extends StreamClient {
  sequence: number;
  laggingSince: number | null;
}

const SNAPSHOT_REUSE_MS = 1_000;

const sequenceOf = (event: StreamEvent): number => (event.type === 'snapshot' ? event.state.sequence : event.sequence);

/** An event as it goes over the wire. JSON has no raw line breaks, so one `data:` line holds it. */
export const eventText = (event: StreamEvent): string =>
  `id: ${sequenceOf(event)}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/**
 * Hands the live state's changes to every open stream; each event is written as text once for all of them.
 * A slow client costs at most its buffer: it then misses deltas and gets a fresh snapshot when it has caught up, which is
 * complete whatever was missed.
 */
export class StreamHub {
  private readonly clients = new Set<Connection>();
  private unsubscribe: (() => void) | null = null;
  private heartbeat: NodeJS.Timeout | null = null;
  private snapshot: { text: string; sequence: number; at: number } | null = null;

  constructor(private readonly options: StreamHubOptions) {}

  get isFull(): boolean {
    return this.clients.size >= this.options.maxClients;
  }

  /** Starts a stream on a response whose head is already sent. */
  open(client: StreamClient): void {
    const connection: Connection = { ...client, sequence: 0, laggingSince: null };
    this.clients.add(connection);
    this.options.onOpen();
    client.response.once('close', () => this.forget(connection));
    client.response.on('drain', () => this.caughtUp(connection));
    client.response.on('error', () => client.response.destroy());
    this.start();
    client.response.write('retry: 2000\n\n');
    this.greet(connection);
  }

  /** Ends every stream; clients come back by themselves. */
  close(): void {
    for (const { response } of this.clients) {
      response.end();
    }
    this.stop();
  }

  /** Everything new since what the client has, or everything. */
  private greet(connection: Connection): void {
    const { live } = this.options;
    const { lastSequence } = connection;
    const missed = lastSequence === null || lastSequence > live.sequence() ? null : live.since(lastSequence);
    if (missed === null) {
      this.sendSnapshot(connection);
      return;
    }
    connection.sequence = lastSequence ?? 0;
    connection.response.write(': resumed\n\n');
    missed.forEach((event) => this.send(connection, event, eventText(event)));
  }

  private broadcast(event: StreamEvent): void {
    let text: string | null = null;
    for (const connection of this.clients) {
      text ??= eventText(event);
      this.send(connection, event, text);
    }
  }

  private send(connection: Connection, event: StreamEvent, text: string): void {
    if (connection.laggingSince !== null || sequenceOf(event) <= connection.sequence) {
      return;
    }
    if (connection.response.writableLength > this.options.bufferBytes) {
      connection.laggingSince = this.options.now();
      return;
    }
    connection.sequence = sequenceOf(event);
    connection.response.write(text);
  }

  private caughtUp(connection: Connection): void {
    if (connection.laggingSince !== null) {
      connection.laggingSince = null;
      this.options.onReset('snapshot');
      this.sendSnapshot(connection);
    }
  }

  private sendSnapshot(connection: Connection): void {
    const { live, now } = this.options;
    const held = this.snapshot;
    const usable = held && held.sequence === live.sequence() && Math.abs(now() - held.at) < SNAPSHOT_REUSE_MS;
    const fresh = usable ? held : this.takeSnapshot();
    connection.sequence = fresh.sequence;
    connection.response.write(fresh.text);
  }

  private takeSnapshot(): { text: string; sequence: number; at: number } {
    const state = this.options.live.state();
    this.snapshot = { text: eventText({ type: 'snapshot', state }), sequence: state.sequence, at: this.options.now() };
    return this.snapshot;
  }

  private beat(): void {
    const { now, stallMs } = this.options;
    for (const connection of this.clients) {
      const { laggingSince, response } = connection;
      if (laggingSince !== null && now() - laggingSince > stallMs) {
        this.options.onReset('closed');
        response.destroy();
      } else if (!connection.stillValid()) {
        response.end();
      } else if (laggingSince === null) {
        response.write(': beat\n\n');
      }
    }
  }

  private start(): void {
    this.unsubscribe ??= this.options.live.subscribe((event) => this.broadcast(event));
    this.heartbeat ??= setInterval(() => this.beat(), this.options.heartbeatMs).unref();
  }

  private stop(): void {
    this.unsubscribe?.();
    this.unsubscribe = null;
    this.snapshot = null;
    if (this.heartbeat) {
      clearInterval(this.heartbeat);
      this.heartbeat = null;
    }
  }

  private forget(connection: Connection): void {
    if (this.clients.delete(connection)) {
      this.options.onClose();
    }
    if (this.clients.size === 0) {
      this.stop();
    }
  }
}
