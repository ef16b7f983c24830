/** Modules that a plugin may import by name and that stand ready when the page starts. */
export const eagerModuleNames = [
  '@emotion/css',
  '@emotion/react',
  '@grafana/data',
  '@grafana/runtime',
  '@grafana/ui',
  'emotion',
  'i18next',
  'lodash',
  'moment',
  'react',
  'react-dom',
  'react-inlinesvg',
  'react-router',
  'react/jsx-runtime',
  'rxjs',
  'rxjs/operators',
] as const;

/** Modules that are fetched when a plugin first asks for them. */
export const lazyModuleNames = [
  '@grafana/data/unstable',
  '@grafana/runtime/unstable',
  '@grafana/ui/unstable',
  'jquery',
  'react/jsx-dev-runtime',
] as const;

export type EagerModuleName = (typeof eagerModuleNames)[number];
export type LazyModuleName = (typeof lazyModuleNames)[number];

/** Names that SystemJS's AMD support supplies itself. */
const amdNames = ['exports', 'module', 'require'];

/** Dependencies of an AMD module that the page could not resolve; own chunks (relative paths) are its own affair. */
export function unsharedDependencies(dependencies: readonly string[]): string[] {
  const shared = new Set<string>([...eagerModuleNames, ...lazyModuleNames, ...amdNames]);
  return dependencies.filter((name) => !shared.has(name) && !name.startsWith('.'));
}

/**
 * Dependency names of an AMD module's source: the array that its `define` call starts with.
 * @returns null when the text has no such call, so that it is no AMD module.
 */
export function amdDependencies(source: string): string[] | null {
  const array = /(?:^|[\s;,}])define\(\s*(?:"[^"]*"\s*,\s*)?(\[[^\]]*\])/.exec(source)?.[1];
  if (array === undefined) {
    return null;
  }
  const names: unknown = JSON.parse(array.replaceAll("'", '"'));
  return Array.isArray(names) ? names.map(String) : null;
}
