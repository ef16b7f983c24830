import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { createSimulator } from './createSimulator';
import { DEFAULT_OPTIONS, type SimulatorOptions } from './options';
import { SCENARIOS } from './scenarios/scenarios';

const HELP = `An El Jefe of its own, with faults and their ground truth.

  --seed N              same seed, same events (${DEFAULT_OPTIONS.seed})
  --scenario NAME       ${SCENARIOS.map(({ name }) => name).join(', ')}
  --speed X             logical time runs X times as fast (${DEFAULT_OPTIONS.speed})
  --port N --host H     where it listens (${DEFAULT_OPTIONS.port}, ${DEFAULT_OPTIONS.host}; port 0: any)
  --agents N            agents at work at a time, about (${DEFAULT_OPTIONS.agents})
  --duration S          nothing new starts after S logical seconds; ends when all is done
  --state-file PATH     monitoring_state.json (a folder of its own)
  --file-shape a|b      which of the two writers' shapes
  --password P          ask for a login outside /api
  --timezone-offset Z   zone of its zoneless stamps, ±HH:MM
  --truth FILE          ground truth (beside the state file)
  --enrich URL          also send enriched records to this analytics service
  --name NAME           its name in those records (${DEFAULT_OPTIONS.name})
  --keep N              ended jobs kept (${DEFAULT_OPTIONS.keepEnded})
  --without-sdk         as if the agent SDK were missing
  --without-psutil      as if psutil were missing`;

const usage = (message: string): never => {
  process.stderr.write(`${message}\n\n${HELP}\n`);
  return process.exit(2);
};

const numberOf = (name: string, text: string | undefined, lowest: number): number | undefined => {
  if (text === undefined) {
    return undefined;
  }
  const value = Number(text);
  return Number.isFinite(value) && value >= lowest
    ? value
    : usage(`--${name}: "${text}" is not a number of ${lowest} or more`);
};

const shapeOf = (text: string | undefined): 'a' | 'b' | undefined =>
  text === undefined || text === 'a' || text === 'b' ? text : usage(`--file-shape: "${text}" is neither a nor b`);

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const FLAGS = {
  seed: text,
  scenario: text,
  speed: text,
  port: text,
  host: text,
  agents: text,
  duration: text,
  'state-file': text,
  'file-shape': text,
  password: text,
  'timezone-offset': text,
  truth: text,
  enrich: text,
  name: text,
  keep: text,
  'without-sdk': flag,
  'without-psutil': flag,
  help: flag,
} as const;

const given = <T extends object>(options: T): Partial<T> => {
  const kept: Partial<T> = { ...options };
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) {
      Reflect.deleteProperty(kept, key);
    }
  }
  return kept;
};

const readFlags = (args: string[]): Partial<SimulatorOptions> => {
  const { values } = parseArgs({ args, options: FLAGS, strict: true });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    process.exit(0);
  }
  return given({
    seed: numberOf('seed', values.seed, 0),
    scenario: values.scenario,
    speed: numberOf('speed', values.speed, 0.001),
    port: numberOf('port', values.port, 0),
    host: values.host,
    agents: numberOf('agents', values.agents, 1),
    durationSeconds: numberOf('duration', values.duration, 0),
    stateFile: values['state-file'],
    fileShape: shapeOf(values['file-shape']),
    password: values.password,
    timezoneOffset: values['timezone-offset'],
    truthFile: values.truth,
    enrichUrl: values.enrich,
    name: values.name,
    keepEnded: numberOf('keep', values.keep, 1),
    agentSdk: values['without-sdk'] ? false : undefined,
    hostMetrics: values['without-psutil'] ? false : undefined,
  });
};

const run = async (): Promise<void> => {
  const flags = readFlags(process.argv.slice(2));
  const folder = flags.stateFile === undefined ? await mkdtemp(join(tmpdir(), 'el-jefe-')) : dirname(flags.stateFile);
  const truthFile = flags.truthFile ?? join(folder, 'truth.json');
  const options = { ...DEFAULT_OPTIONS, stateFile: join(folder, 'monitoring_state.json'), ...flags, truthFile };
  const simulator = createSimulator(options);
  const { url, stateFile } = await simulator.start();
  process.stdout.write(`orchestrator ${options.name} at ${url} (WebSocket /ws), state file ${stateFile}\n`);
  process.stdout.write(
    `scenario ${options.scenario}, seed ${options.seed}, speed ${options.speed}, ${options.agents} agents\n`
  );
  process.stdout.write(`ground truth ${truthFile}\n`);
  const end = async (): Promise<void> => {
    await simulator.stop();
    process.exit(0);
  };
  process.once('SIGINT', () => void end());
  process.once('SIGTERM', () => void end());
  if (options.durationSeconds !== undefined) {
    await simulator.drained();
    await end();
  }
};

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
