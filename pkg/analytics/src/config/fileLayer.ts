import { type TSchema } from '@sinclair/typebox';
import { parse as parseYaml } from 'yaml';

import { ConfigError } from './ConfigError';
import { type Layer, type Setting } from './layer';
import { refuseUnknown } from './refuseUnknown';
import { Config } from './schema';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const flatten = (at: { path: string; schema: TSchema; origin: string }, value: Record<string, unknown>): Setting[] => {
  refuseUnknown(at, value);
  const children: Array<[string, TSchema]> = Object.entries(at.schema.properties ?? {});
  return children.flatMap(([key, schema]): Setting[] => {
    const child = value[key];
    const path = at.path ? `${at.path}.${key}` : key;
    if (child === undefined) {
      return [];
    }
    if (schema.type === 'object') {
      return section({ path, schema, origin: at.origin }, child);
    }
    return [{ path, value: child, origin: at.origin }];
  });
};

const section = (at: { path: string; schema: TSchema; origin: string }, value: unknown): Setting[] => {
  if (value === null) {
    return [];
  }
  if (!isObject(value)) {
    throw new ConfigError([
      `${at.path} (from ${at.origin}): found ${Array.isArray(value) ? 'a list' : JSON.stringify(value)}; give a section of keys`,
    ]);
  }
  return flatten(at, value);
};

/**
 * Reads the text of a configuration file; YAML, of which JSON is a part.
 * @throws ConfigError on broken YAML, an unknown key (with the nearest known one), or a section that is none
 */
export const fileLayer = (file: string, text: string): Layer => {
  const origin = `file ${file}`;
  const value = readYaml(origin, text);
  if (value === null || value === undefined) {
    return [];
  }
  if (!isObject(value)) {
    throw new ConfigError([
      `${origin}: found ${Array.isArray(value) ? 'a list' : 'a plain value'}; give keys and values, see --print-config`,
    ]);
  }
  return flatten({ path: '', schema: Config, origin }, value);
};

const readYaml = (origin: string, text: string): unknown => {
  try {
    const value: unknown = parseYaml(text, { maxAliasCount: 100, prettyErrors: true });
    return value;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'unreadable';
    throw new ConfigError([`${origin}: not YAML or JSON: ${reason}`]);
  }
};
