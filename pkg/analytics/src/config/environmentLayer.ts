import { ConfigError } from './ConfigError';
import { type Layer } from './layer';
import { LEAVES } from './leaves';
import { readText } from './readText';
import { suggest } from './suggest';

const BY_NAME = new Map(LEAVES.map((leaf) => [leaf.environment, leaf]));
export const CONFIG_FILE_VARIABLE = 'ELJEFE_CONFIG';

export interface EnvironmentReading {
  layer: Layer;
  /** Variables with our prefix that this service does not know. */
  warnings: string[];
}

/**
 * Reads `ELJEFE_*`. An empty value counts as not set, as compose files give it for `${X:-}`.
 * A name close to a known one is refused, since a misspelt `ELJEFE_AUTH_REQUIRED` must not leave the door open; a name
 * close to none is only warned of, since other programs and container platforms use the prefix too.
 * @throws ConfigError
 */
export const environmentLayer = (env: Readonly<Record<string, string | undefined>>): EnvironmentReading => {
  const warnings: string[] = [];
  const layer = Object.entries(env).flatMap(([name, text]) => {
    if (!name.startsWith('ELJEFE_') || name === CONFIG_FILE_VARIABLE || !text) {
      return [];
    }
    const leaf = BY_NAME.get(name);
    if (!leaf) {
      warnings.push(unknownVariable(name));
      return [];
    }
    const origin = `environment ${name}`;
    return [{ path: leaf.path, value: readText(leaf, origin, text), origin }];
  });
  return { layer, warnings };
};

const unknownVariable = (name: string): string => {
  const near = suggest(
    name.slice('ELJEFE_'.length),
    [...BY_NAME.keys()].map((known) => known.slice('ELJEFE_'.length))
  );
  if (near) {
    throw new ConfigError([`environment ${name}: no such key; did you mean ELJEFE_${near}?`]);
  }
  return `environment ${name} is not known to this service and is ignored`;
};
