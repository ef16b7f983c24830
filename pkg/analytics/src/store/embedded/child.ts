/**
 * The process that holds the embedded engine. Started by the supervisor with an IPC channel; when that channel closes
 * the parent is gone, and this process ends at once so that the next one can have the data directory.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { Engine } from './engine';
import { engineConfig } from './engineConfig';
import { engineServer } from './engineServer';
import type { Address, ChildMessage, FailureReason, ParentMessage, StartMessage } from './messages';

const BEAT_EVERY_MS = 1000;
const EXIT_FAILED = 78;

let runDirectory: string | undefined;

function tell(message: ChildMessage): void {
  process.send?.(message, undefined, undefined, () => undefined);
}

/** Ends this process without waiting for the engine: acknowledged rows are on disk already. */
function endNow(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('killed');
}

function giveUp(reason: FailureReason, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.send?.({ type: 'failed', reason, message } satisfies ChildMessage, undefined, undefined, () =>
    process.exit(EXIT_FAILED)
  );
}

async function loadChdb(): Promise<typeof import('chdb') | undefined> {
  try {
    return await import('chdb');
  } catch (error) {
    giveUp('unsupported', error);
    return undefined;
  }
}

function listen(server: Server, start: StartMessage): Promise<Address> {
  const socketPath = join(start.runDirectory, 'engine.sock');
  rmSync(socketPath, { force: true });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const onListening = (): void => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? { port: address.port } : { socketPath });
    };
    if (start.port === undefined) {
      server.listen(socketPath, onListening);
    } else {
      server.listen(start.port, '127.0.0.1', onListening);
    }
  });
}

function openEngine(chdb: typeof import('chdb'), start: StartMessage): Engine {
  mkdirSync(start.dataDirectory, { recursive: true, mode: 0o700 });
  const configFile = join(start.runDirectory, 'engine.xml');
  writeFileSync(configFile, engineConfig(start), { mode: 0o600 });
  return new Engine(chdb, { ...start, configFile });
}

async function stop(server: Server, engine: Engine, drainMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const deadline = new Promise<void>((resolve) => {
    setTimeout(resolve, drainMs).unref();
  });
  await Promise.race([closed, deadline]);
  await engine.close();
  process.exit(0);
}

async function serve(start: StartMessage): Promise<void> {
  const chdb = await loadChdb();
  if (!chdb) {
    return;
  }
  const engine = openEngine(chdb, start);
  const version = await engine.prepare();
  const { password, database, maxBodyBytes } = start;
  const now = process.hrtime.bigint.bind(process.hrtime);
  const server = engineServer({ engine, password, database, maxBodyBytes, onEngineGone: endNow, now });
  const address = await listen(server, start);
  tell({ type: 'ready', address, version });
  setInterval(() => {
    tell({ type: 'beat', rssBytes: process.memoryUsage.rss(), running: engine.running, queued: engine.queued });
  }, BEAT_EVERY_MS).unref();
  process.on('message', (message: ParentMessage) => {
    if (message.type === 'stop') {
      stop(server, engine, message.drainMs).catch(endNow);
    }
  });
}

process.once('disconnect', () => {
  if (runDirectory) {
    rmSync(runDirectory, { recursive: true, force: true });
  }
  endNow();
});
// A terminal's Ctrl-C reaches the whole process group: the parent decides, and drains first.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.once('message', (message: ParentMessage) => {
  if (message.type === 'start') {
    runDirectory = message.runDirectory;
    serve(message).catch((error: unknown) => giveUp('engine', error));
  }
});
