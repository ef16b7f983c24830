import { readFileSync } from 'node:fs';
import { isRecord } from '../shared/json';

export type Environment = Readonly<Record<string, string | undefined>>;

const pattern = /\$\$|\$__env\{([^}]*)\}|\$__file\{([^}]*)\}|\$\{([^}]*)\}|\$([A-Za-z_][A-Za-z0-9_]*)/g;

/**
 * Variables in the text of a provisioning file: `$VAR`, `${VAR}`, `$__env{VAR}`, `$__file{path}`; `$$` is a
 * literal `$`. As in Grafana there is no default syntax, and a variable that is not set becomes the empty string.
 */
export function interpolateText(text: string, env: Environment): string {
  return text.replace(pattern, (match, envName?: string, file?: string, braced?: string, bare?: string) => {
    if (match === '$$') {
      return '$';
    }
    if (file !== undefined) {
      return readFileSync(file, 'utf8').trim();
    }
    return env[envName ?? braced ?? bare ?? ''] ?? '';
  });
}

/** {@link interpolateText} on every string inside a parsed value; keys stay as they are. */
export function interpolateValue(value: unknown, env: Environment): unknown {
  if (typeof value === 'string') {
    return interpolateText(value, env);
  }
  if (Array.isArray(value)) {
    return value.map((member) => interpolateValue(member, env));
  }
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, interpolateValue(member, env)]));
  }
  return value;
}
