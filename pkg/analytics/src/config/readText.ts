import { ConfigError } from './ConfigError';
import { type Leaf } from './leaves';
import { MASK } from './maskedUrl';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const TRUE = new Set(['true', '1', 'yes', 'on']);
const FALSE = new Set(['false', '0', 'no', 'off']);

const refuse = (leaf: Leaf, origin: string, text: string, remedy: string): never => {
  const found = leaf.secret || leaf.kind === 'orchestrators' ? MASK : JSON.stringify(text.slice(0, 80));
  throw new ConfigError([`${leaf.path} (from ${origin}): found ${found}; ${remedy}`]);
};

const readBoolean = (leaf: Leaf, origin: string, text: string): boolean => {
  const word = text.toLowerCase();
  if (TRUE.has(word) || FALSE.has(word)) {
    return TRUE.has(word);
  }
  return refuse(leaf, origin, text, 'give true or false');
};

/**
 * Reads `[NAME=]URL` as an orchestrator. Without a name it is called after host and port.
 * @returns a partial orchestrator; its defaults are filled in later
 */
export const readOrchestrator = (text: string): { name: string; url: string } => {
  const match = /^([A-Za-z0-9][A-Za-z0-9._-]*)=(.*)$/.exec(text);
  const [name, url] = match ? [match[1] ?? '', match[2] ?? ''] : ['', text];
  return { name: name || nameOf(url), url };
};

const nameOf = (url: string): string =>
  url
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .split(/[/?#]/)[0]
    ?.replace(/[^A-Za-z0-9._-]/g, '-') ?? '';

const readOrchestrators = (leaf: Leaf, origin: string, text: string): unknown => {
  if (!text.trimStart().startsWith('[')) {
    return text.split(',').map((part) => readOrchestrator(part.trim()));
  }
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return refuse(leaf, origin, text, 'give [NAME=]URL, several separated by commas, or a JSON list of orchestrators');
  }
};

const readTable = (leaf: Leaf, origin: string, text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return refuse(leaf, origin, text, 'give a JSON list, or put it into the configuration file');
  }
};

/**
 * Reads the text of an environment variable or flag as what the key holds.
 * `none` is null where null is allowed.
 * @throws ConfigError naming key, origin, value and remedy
 */
export const readText = (leaf: Leaf, origin: string, text: string): unknown => {
  if (leaf.nullable && text === 'none') {
    return null;
  }
  switch (leaf.kind) {
    case 'number':
      return NUMBER.test(text) ? Number(text) : refuse(leaf, origin, text, 'give a number');
    case 'boolean':
      return readBoolean(leaf, origin, text);
    case 'texts':
      return text.split(',').map((part) => part.trim());
    case 'orchestrators':
      return readOrchestrators(leaf, origin, text);
    case 'table':
      return readTable(leaf, origin, text);
    default:
      return text;
  }
};
