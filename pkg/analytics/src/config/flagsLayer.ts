import { ConfigError } from './ConfigError';
import { type Layer, type Setting } from './layer';
import { LEAVES, type Leaf } from './leaves';
import { readOrchestrator, readText } from './readText';
import { didYouMean } from './suggest';

export interface FlagsReading {
  layer: Layer;
  configFile: string | null;
  printConfig: boolean;
  help: boolean;
}

const ORCHESTRATOR_FLAG = '--orchestrator';
const BY_FLAG = new Map(LEAVES.filter((leaf) => leaf.kind !== 'orchestrators').map((leaf) => [leaf.flag, leaf]));
const SPECIAL = ['--config', '--print-config', '--help', ORCHESTRATOR_FLAG];

interface Word {
  flag: string;
  value: string | null;
}

const split = (word: string): Word => {
  const at = word.indexOf('=');
  return at < 0 ? { flag: word, value: null } : { flag: word.slice(0, at), value: word.slice(at + 1) };
};

const booleanOf = (word: Word): { leaf: Leaf; value: boolean } | null => {
  const positive = BY_FLAG.get(word.flag);
  if (positive?.kind === 'boolean' && word.value === null) {
    return { leaf: positive, value: true };
  }
  const negative = word.flag.startsWith('--no-') ? BY_FLAG.get(`--${word.flag.slice(5)}`) : undefined;
  return negative?.kind === 'boolean' && word.value === null ? { leaf: negative, value: false } : null;
};

/**
 * Reads the command line: `--key value`, `--key=value`, `--boolean`, `--no-boolean`, `--orchestrator [NAME=]URL` (repeatable).
 * @throws ConfigError on an unknown flag, a missing value or a value that cannot be read
 */
export const flagsLayer = (argv: readonly string[]): FlagsReading => {
  const settings: Setting[] = [];
  const orchestrators: unknown[] = [];
  const reading = { configFile: null as string | null, printConfig: false, help: false };
  const queue = [...argv];
  for (let raw = queue.shift(); raw !== undefined; raw = queue.shift()) {
    const word = split(raw);
    const toggle = booleanOf(word);
    if (word.flag === '--help' || word.flag === '-h') {
      reading.help = true;
    } else if (word.flag === '--print-config') {
      reading.printConfig = true;
    } else if (toggle) {
      settings.push({ path: toggle.leaf.path, value: toggle.value, origin: `flag ${word.flag}` });
    } else {
      const value = valueOf(word, queue);
      if (word.flag === '--config') {
        reading.configFile = value;
      } else if (word.flag === ORCHESTRATOR_FLAG) {
        orchestrators.push(readOrchestrator(value));
      } else {
        settings.push(settingOf(word.flag, value));
      }
    }
  }
  if (orchestrators.length > 0) {
    settings.push({ path: 'orchestrators', value: orchestrators, origin: `flag ${ORCHESTRATOR_FLAG}` });
  }
  return { layer: settings, ...reading };
};

const valueOf = (word: Word, queue: string[]): string => {
  if (!word.flag.startsWith('--')) {
    throw new ConfigError([`${JSON.stringify(word.flag)}: not a flag; flags start with --, see --help`]);
  }
  if (!BY_FLAG.has(word.flag) && !SPECIAL.includes(word.flag)) {
    throw new ConfigError([
      `flag ${word.flag}: no such flag; ${didYouMean(word.flag, [...SPECIAL, ...BY_FLAG.keys()])}`,
    ]);
  }
  const next = word.value ?? queue.shift();
  if (next === undefined || (word.value === null && next.startsWith('--'))) {
    throw new ConfigError([`flag ${word.flag}: a value is missing; write ${word.flag} VALUE`]);
  }
  return next;
};

const settingOf = (flag: string, text: string): Setting => {
  const leaf = BY_FLAG.get(flag);
  if (!leaf) {
    throw new ConfigError([`flag ${flag}: no such flag; see --help`]);
  }
  const origin = `flag ${flag}`;
  return { path: leaf.path, value: readText(leaf, origin, text), origin };
};
