import { ConfigError } from './ConfigError';
import { CONFIG_FILE_VARIABLE, environmentLayer } from './environmentLayer';
import { fileLayer } from './fileLayer';
import { flagsLayer } from './flagsLayer';
import { type Layer } from './layer';
import { mergeLayers, type Effective } from './mergeLayers';

export interface ConfigSources {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Reads a text file; throws when it cannot. */
  readFile: (path: string) => string;
}

export type LoadedConfig =
  ({ kind: 'config'; printConfig: boolean; warnings: readonly string[] } & Effective) | { kind: 'help' };

/**
 * The effective configuration: defaults < file < environment < flags.
 * @throws ConfigError whose message names every key, value, origin and remedy
 */
export const loadConfig = ({ argv, env, readFile }: ConfigSources): LoadedConfig => {
  const flags = flagsLayer(argv);
  if (flags.help) {
    return { kind: 'help' };
  }
  const environment = environmentLayer(env);
  const file = flags.configFile ?? (env[CONFIG_FILE_VARIABLE] || null);
  const layers = [file === null ? [] : readLayer(file, readFile), environment.layer, flags.layer];
  return { kind: 'config', printConfig: flags.printConfig, warnings: environment.warnings, ...mergeLayers(layers) };
};

const readLayer = (file: string, readFile: (path: string) => string): Layer => {
  let text: string;
  try {
    text = readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new ConfigError([`file ${file}: cannot be read: ${reason}; check --config and ${CONFIG_FILE_VARIABLE}`]);
  }
  return fileLayer(file, text);
};
