import { backoffMs } from './backoff';
import { openSocket, type SocketHandle, type SocketOptions } from './socket';
import { type Waker } from './waker';

export interface SocketFollower extends Pick<SocketOptions, 'url' | 'token' | 'maxBytes' | 'onFrame'> {
  waker: Waker;
  signal: AbortSignal;
  random(): number;
  /** Connected: what was missed meanwhile is to be read. */
  onOpen(): void;
  onAlive(): void;
  onFailed(error: Error, retryInMs: number): void;
}

/** Until the connection ends. @returns why it ended */
const oneConnection = (follower: SocketFollower, onOpen: () => void): Promise<string> =>
  new Promise((resolve) => {
    const { signal, url, token, maxBytes, onAlive, onFrame } = follower;
    let socket: SocketHandle | null = null;
    const end = (): void => socket?.close();
    const onClose = (reason: string): void => {
      signal.removeEventListener('abort', end);
      resolve(reason);
    };
    signal.addEventListener('abort', end, { once: true });
    socket = openSocket({ url, token, maxBytes, onOpen, onAlive, onFrame, onClose });
  });

/** Keeps one WebSocket open, until the signal ends it. */
export const followSocket = async (follower: SocketFollower): Promise<void> => {
  const { signal, waker } = follower;
  let failures = 0;
  while (!signal.aborted) {
    const reason = await oneConnection(follower, () => {
      failures = 0;
      follower.onOpen();
    });
    if (!signal.aborted) {
      const wait = backoffMs(failures, follower.random);
      failures += 1;
      follower.onFailed(new Error(reason), wait);
      await waker.sleep(wait);
    }
  }
};
