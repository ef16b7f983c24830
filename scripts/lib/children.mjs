import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

import { root } from './paths.mjs';

const children = new Map();
let stopping = false;

/** Starts a part that runs until the end; its output goes to a log file. Its unexpected end ends everything, with the reason. */
export const startPart = (name, command, args, { log, env = {}, cwd = root }) => {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log, { flags: 'w' });
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.set(name, child);
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  child.on('error', (error) => onEnd(name, `could not start: ${error.message}`, log));
  child.on('exit', (code, signal) => {
    children.delete(name);
    onEnd(name, `ended with ${signal ?? `exit code ${code}`}`, log);
  });
  return child;
};

const onEnd = (name, how, log) => {
  if (!stopping) {
    process.stderr.write(`\n${name} ${how}; its log is ${log}\n`);
    void stopAll(1);
  }
};

/** Ends every part, newest first, and this process. */
export const stopAll = async (code = 0) => {
  if (stopping) {
    return;
  }
  stopping = true;
  const waits = [...children.values()].reverse().map(
    (child) =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGTERM');
      })
  );
  const deadline = setTimeout(() => {
    for (const child of children.values()) {
      child.kill('SIGKILL');
    }
    process.exit(code);
  }, 15_000);
  await Promise.all(waits);
  clearTimeout(deadline);
  process.exit(code);
};

export const stopOnSignals = () => {
  process.on('SIGINT', () => void stopAll(0));
  process.on('SIGTERM', () => void stopAll(0));
};

/** Waits until an address answers with success. @throws when it does not in time */
export const waitFor = async (url, { timeoutMs = 60_000, what = url } = {}) => {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      if (answer.ok) {
        return;
      }
    } catch {
      // Not up yet; the deadline below tells when that is too long.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${what} did not answer within ${timeoutMs / 1_000} s`);
};
