import { parse, type FieldProblem } from '@eljefe/contract';

import { checkRules } from './checkRules';
import { ConfigError } from './ConfigError';
import { defaultConfig, ORCHESTRATOR_DEFAULTS } from './defaults';
import { type Layer } from './layer';
import { LEAVES } from './leaves';
import { MASK } from './maskedUrl';
import { refuseUnknown } from './refuseUnknown';
import { Config, OrchestratorConfig } from './schema';

export interface Effective {
  config: Config;
  /** Where each value came from, by dotted path. */
  origins: ReadonlyMap<string, string>;
}

type Tree = { [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

const set = (tree: Tree, path: string, value: unknown): void => {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = tree;
  for (const key of keys) {
    const child = at[key];
    if (!isTree(child)) {
      return;
    }
    at = child;
  }
  at[last] = value;
};

const completed = (value: unknown, origin: string): unknown => {
  if (!Array.isArray(value)) {
    return value;
  }
  return value.map((item: unknown, index) => {
    if (!isTree(item)) {
      return item;
    }
    refuseUnknown({ path: `orchestrators[${index}]`, schema: OrchestratorConfig, origin }, item);
    return { ...ORCHESTRATOR_DEFAULTS, ...item };
  });
};

/** Key of a JSON pointer: `/store/url` → `store.url`, `/orchestrators/0/token` → `orchestrators[0].token`. */
const keyOf = (pointer: string): string =>
  pointer
    .slice(1)
    .split('/')
    .reduce((key, part) => (/^\d+$/.test(part) ? `${key}[${part}]` : key ? `${key}.${part}` : part), '');

const isSecret = (key: string): boolean => /(?:password|token)$/.test(key);

const line = (problem: FieldProblem, origins: ReadonlyMap<string, string>): string => {
  const key = keyOf(problem.field);
  const origin = origins.get(key) ?? origins.get(key.replace(/\[.*$/, '')) ?? 'default';
  const found = isSecret(key) ? MASK : problem.value.replace(/\/\/[^/?#]*@/, `//${MASK}@`);
  return `${key} (from ${origin}): found ${found}; ${problem.remedy.replace(/^send/, 'give')}`;
};

/**
 * Lays the sources over the defaults, the last one winning key by key (lists are replaced whole), and checks the result.
 * @throws ConfigError naming key, value, origin and remedy of everything wrong
 */
export const mergeLayers = (layers: readonly Layer[]): Effective => {
  const tree: Tree = { ...defaultConfig() };
  const origins = new Map(LEAVES.map((leaf) => [leaf.path, 'default']));
  for (const setting of layers.flat()) {
    set(tree, setting.path, setting.value);
    origins.set(setting.path, setting.origin);
  }
  tree.orchestrators = completed(tree.orchestrators, origins.get('orchestrators') ?? 'default');
  const parsed = parse(Config, tree);
  if (!parsed.ok) {
    throw new ConfigError(parsed.problems.map((problem) => line(problem, origins)));
  }
  const broken = checkRules(parsed.value, origins);
  if (broken.length > 0) {
    throw new ConfigError(broken);
  }
  return { config: parsed.value, origins };
};
