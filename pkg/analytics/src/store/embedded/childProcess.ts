import { fork, type ChildProcess as NodeChild } from 'node:child_process';
import type { ChildEntry } from './childEntry';
import { parseChildMessage, type ChildMessage, type ParentMessage } from './messages';

// Engine calls hold a thread each; kills, health queries, gzip and files need some of their own.
export const ENGINE_THREADS = 16;
const STDERR_KEPT = 4000;

export interface ChildExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of what the child wrote to stderr: the engine tells some of its errors nowhere else. */
  stderr: string;
}

export interface ChildProcess {
  readonly pid: number | undefined;
  send(message: ParentMessage): void;
  /** Ends the child without asking it. No acknowledged row is lost by that. */
  killNow(): void;
  readonly exited: Promise<ChildExit>;
}

function tailOf(child: NodeChild): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (piece: string) => {
    tail = (tail + piece).slice(-STDERR_KEPT);
  });
  return () => tail;
}

/** Forks the engine's process. `onMessage` gets every well-formed message. */
export function startChild(entry: ChildEntry, onMessage: (message: ChildMessage) => void): ChildProcess {
  const child = fork(entry.path, {
    execArgv: entry.execArgv,
    env: { ...process.env, UV_THREADPOOL_SIZE: String(ENGINE_THREADS) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'json',
  });
  const stderr = tailOf(child);
  child.on('message', (value: unknown) => {
    const message = parseChildMessage(value);
    if (message) {
      onMessage(message);
    }
  });
  const exited = new Promise<ChildExit>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, stderr: error.message }));
    child.once('close', (code, signal) => resolve({ code, signal, stderr: stderr() }));
  });
  return {
    pid: child.pid,
    send: (message) => void (child.connected && child.send(message, () => undefined)),
    killNow: () => void child.kill('SIGKILL'),
    exited,
  };
}
