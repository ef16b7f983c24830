// The service and its orchestrator as processes that can be killed and started again at the same addresses.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const bundle = (name) => join(ROOT, 'pkg', name, 'dist', 'main.mjs');

/** A port nobody listens on now; both parts keep theirs over all their lives. */
export const anyPort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const started = (args, logFile) => {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, ended };
};

const signal = async ({ child, ended }, name) => {
  child.kill(name);
  return ended;
};

/** A part that ends for good, however it is doing. */
class Part {
  end() {
    return signal(this.process, 'SIGKILL');
  }
}

/** The analytics service with an embedded store in `folder`. */
export class Analytics extends Part {
  constructor({ port, folder, orchestrator, source }) {
    super();
    this.url = `http://127.0.0.1:${port}`;
    this.dataDir = join(folder, 'data');
    const watched = ['--orchestrator', `${source}=${orchestrator}`];
    this.args = [bundle('analytics'), '--port', String(port), '--data-dir', this.dataDir, ...watched];
    this.log = join(folder, 'analytics.log');
  }

  start() {
    this.process = started(this.args, this.log);
  }

  async kill() {
    await signal(this.process, 'SIGKILL');
    this.start();
  }

  /** Kills the engine's process; the service itself starts another. */
  async killEngine() {
    const [pid] = childrenOf(this.process.child.pid);
    if (pid === undefined) {
      throw new Error('the service has no engine process');
    }
    process.kill(pid, 'SIGKILL');
  }

  stop() {
    return signal(this.process, 'SIGTERM');
  }
}

/** The simulator; every life has a truth file of its own, and reads the state file the former one left. */
export class Orchestrator extends Part {
  constructor({ port, folder, seed, agents, speed }) {
    super();
    this.url = `http://127.0.0.1:${port}`;
    this.folder = folder;
    this.lives = [];
    const load = ['--seed', String(seed), '--agents', String(agents), '--speed', String(speed), '--keep', '50000'];
    const stateFile = ['--state-file', join(folder, 'state', 'monitoring_state.json')];
    this.args = [bundle('simulator'), '--port', String(port), ...load, ...stateFile];
  }

  start() {
    const truth = join(this.folder, `truth-${this.lives.length}.json`);
    this.process = started([...this.args, '--truth', truth], join(this.folder, 'simulator.log'));
    this.lives.push({ truth, killedAt: null });
  }

  async kill() {
    this.lives.at(-1).killedAt = Date.now();
    await signal(this.process, 'SIGKILL');
    this.start();
  }

  stop() {
    return signal(this.process, 'SIGTERM');
  }

  /** What each life knew to be true when it last wrote it down; a life killed before it wrote anything told nothing. */
  truths() {
    return this.lives
      .filter(({ truth }) => existsSync(truth))
      .map(({ truth, killedAt }) => ({ killedAt, ...JSON.parse(readFileSync(truth, 'utf8')) }));
  }
}

const parentOf = (pid) => {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1]);
  } catch {
    return null;
  }
};

/** Processes whose parent is `pid` (Linux). */
export const childrenOf = (pid) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
