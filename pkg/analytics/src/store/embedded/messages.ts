/** What parent and child say to each other over the IPC channel. */
export interface StartMessage {
  type: 'start';
  dataDirectory: string;
  /** Where the socket and the configuration file go: a directory only this user can enter. */
  runDirectory: string;
  /** Loopback port in place of the Unix socket; 0 lets the system choose. */
  port: number | undefined;
  password: string;
  database: string;
  memoryBytes: number;
  /** Engine calls at the same time, reads and writes apart, so that neither waits for the other's queue. */
  readSlots: number;
  writeSlots: number;
  /** Largest request body after decompression. */
  maxBodyBytes: number;
}

export type ParentMessage = StartMessage | { type: 'stop'; drainMs: number };

/** Where the child listens. */
export type Address = { socketPath: string } | { port: number };

export type FailureReason = 'unsupported' | 'engine';

export type ChildMessage =
  | { type: 'ready'; address: Address; version: string }
  | { type: 'failed'; reason: FailureReason; message: string }
  | { type: 'beat'; rssBytes: number; running: number; queued: number };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parseAddress(value: unknown): Address | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  if (typeof value.socketPath === 'string') {
    return { socketPath: value.socketPath };
  }
  return typeof value.port === 'number' ? { port: value.port } : undefined;
}

/** A message of the child, or undefined for anything else. */
export function parseChildMessage(value: unknown): ChildMessage | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  if (value.type === 'ready' && typeof value.version === 'string') {
    const address = parseAddress(value.address);
    return address && { type: 'ready', address, version: value.version };
  }
  if (value.type === 'failed' && typeof value.message === 'string') {
    return {
      type: 'failed',
      reason: value.reason === 'unsupported' ? 'unsupported' : 'engine',
      message: value.message,
    };
  }
  const { rssBytes, running, queued } = value;
  const isBeat = value.type === 'beat' && typeof rssBytes === 'number';
  return isBeat && typeof running === 'number' && typeof queued === 'number'
    ? { type: 'beat', rssBytes, running, queued }
    : undefined;
}
