import WebSocket from 'ws';

export interface SocketOptions {
  /** The orchestrator's HTTP address. */
  url: string;
  token: string | null;
  maxBytes: number;
  onOpen(): void;
  /** The other end answered a ping. */
  onAlive(): void;
  onFrame(text: string): void;
  /** Closed, for whatever reason; called once. */
  onClose(reason: string): void;
}

export interface SocketHandle {
  close(): void;
}

const PING_EVERY_MS = 5_000;
const OPEN_TIMEOUT_MS = 5_000;
const TOO_BIG = 1009;

const socketUrl = (url: string): string => `${url.replace(/^http/, 'ws').replace(/\/+$/, '')}/ws`;

const closeReason = (code: number, maxBytes: number): string =>
  code === TOO_BIG ? `a frame was larger than ${maxBytes} bytes and was refused` : `connection closed (${code})`;

const handshakeReason = (status: number | undefined): string =>
  status === 401 || status === 403
    ? `WebSocket refused with ${status}: give this orchestrator's token (the dashboard's password)`
    : `WebSocket refused with ${status}`;

/** Follows `/ws` of one orchestrator: one connection, watched by pings; a silent one is closed. */
export const openSocket = (options: SocketOptions): SocketHandle => {
  const headers = options.token === null ? {} : { authorization: `Bearer ${options.token}` };
  const socket = new WebSocket(socketUrl(options.url), {
    headers,
    maxPayload: options.maxBytes,
    handshakeTimeout: OPEN_TIMEOUT_MS,
  });
  let alive = true;
  let reason: string | null = null;
  let closed = false;
  const pings = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) {
      return;
    }
    if (!alive) {
      reason = 'no answer to a ping';
      socket.terminate();
      return;
    }
    alive = false;
    socket.ping();
  }, PING_EVERY_MS);
  const finish = (text: string): void => {
    if (!closed) {
      closed = true;
      clearInterval(pings);
      options.onClose(reason ?? text);
    }
  };
  socket.on('open', options.onOpen);
  socket.on('pong', () => {
    alive = true;
    options.onAlive();
  });
  socket.on('message', (data) => {
    alive = true;
    options.onFrame(String(data));
  });
  socket.on('unexpected-response', (_request, response) => {
    reason = handshakeReason(response.statusCode);
    response.destroy();
    socket.terminate();
    finish(reason);
  });
  socket.on('error', (error) => {
    reason ??=
      'code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'
        ? closeReason(TOO_BIG, options.maxBytes)
        : error.message || error.name;
  });
  socket.on('close', (code) => finish(closeReason(code, options.maxBytes)));
  return { close: () => socket.terminate() };
};
