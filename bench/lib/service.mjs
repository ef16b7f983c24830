// A service or simulator of its own for a benchmark: bundled, on a free port, in a temporary folder.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 60_000;
const TICKS_A_SECOND = 100;

const start = (name, args, { listening, nodeArgs = [] }) =>
  new Promise((resolve, reject) => {
    const program = join(ROOT, 'pkg', name, 'dist', 'main.mjs');
    const child = spawn(process.execPath, [...nodeArgs, program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    const ended = new Promise((done) => child.once('close', done));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${name} did not start:\n${log}`));
    }, START_MS);
    const read = (chunk) => {
      log = `${log}${chunk}`.slice(-20_000);
      const url = listening.exec(log)?.[1];
      if (url) {
        clearTimeout(timer);
        resolve({ url, pid: child.pid, log: () => log, stop: () => (child.kill('SIGTERM'), ended) });
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}:\n${log}`)));
  });

/** As `npm start` starts it. */
const NODE_ARGS = ['--max-semi-space-size=32'];

export const startAnalytics = async (args = [], nodeArgs = []) => {
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-bench-'));
  const listening = /El Jefe analytics listens on (http:\/\/127\.0\.0\.1:\d+)/;
  const all = ['--port', '0', '--data-dir', folder, ...args];
  const service = await start('analytics', all, { listening, nodeArgs: [...NODE_ARGS, ...nodeArgs] });
  return {
    ...service,
    folder,
    stop: async () => {
      await service.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

export const startSimulator = async (args = []) => {
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-bench-'));
  const files = ['--truth', join(folder, 'truth.json'), '--state-file', join(folder, 'monitoring_state.json')];
  const listening = /orchestrator \S+ at (http:\/\/127\.0\.0\.1:\d+)/;
  const simulator = await start('simulator', ['--port', '0', ...files, ...args], { listening });
  return {
    ...simulator,
    stop: async () => {
      await simulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const statOf = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');

const parentOf = (pid) => {
  try {
    return Number(statOf(pid)[1]);
  } catch {
    return null;
  }
};

/** The engine's process of a service (Linux). */
export const engineOf = (pid) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number)[0];

/** CPU time a process has used, seconds (Linux). */
export const cpuSeconds = (pid) => (Number(statOf(pid)[11]) + Number(statOf(pid)[12])) / TICKS_A_SECOND;

/** Resident memory of a process, MiB (Linux). */
export const residentMib = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

export const loadNow = () => loadavg()[0].toFixed(1);

export const percentile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
};

const text = (value) => (typeof value === 'number' ? String(Number(value.toPrecision(4))) : value);

/** The last line of a benchmark. */
export const tellResult = (result) =>
  process.stdout.write(
    `BENCH ${Object.entries(result)
      .map(([key, value]) => `${key}=${text(value)}`)
      .join(' ')}\n`
  );
