import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const DIST = join(ROOT, 'dist');
const built = existsSync(join(DIST, 'module.js'));

const ID = /^[0-9a-z]+-([0-9a-z]+-)?(app|panel|datasource)$/;

/** What Grafana shares with plugins; any other external would not load. */
const SHARED = new Set([
  'react',
  'react-dom',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  '@grafana/data',
  '@grafana/ui',
  '@grafana/runtime',
  '@emotion/css',
  '@emotion/react',
  'i18next',
  'lodash',
  'moment',
  'react-router',
  'rxjs',
  'rxjs/operators',
  'module',
]);

const MAX_MODULE_BYTES = 250_000;

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile());

const json = (file: string): Record<string, unknown> => {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof value !== 'object' || value === null) {
    throw new Error(`${file} holds no object`);
  }
  return { ...value };
};

const strings = (value: unknown, key: string): string[] =>
  Array.isArray(value) ? value.map((item: unknown) => String(Object(item)[key])) : [];

if (!built) {
  process.stdout.write('dist.bundle: skipped, there is no build in dist/; run `npm run build` first\n');
}

describe.skipIf(!built)('I1: the built bundle as Grafana reads it', () => {
  const files = built ? filesOf(DIST) : [];
  const plugins = files.filter((file) => file.endsWith('plugin.json'));
  const app = built ? json(join(DIST, 'plugin.json')) : {};

  it.each(plugins.map((file) => [relative(DIST, file)]))(
    '%s has a valid id, the declared range and its module',
    (name) => {
      const plugin = json(join(DIST, name));
      expect(plugin.id).toMatch(ID);
      expect(String(plugin.id).endsWith(`-${String(plugin.type)}`)).toBe(true);
      expect(plugin.dependencies).toMatchObject({ grafanaDependency: '>=12.3.0-0' });
      expect(existsSync(join(DIST, dirname(name), 'module.js'))).toBe(true);
      expect(JSON.stringify(plugin)).not.toMatch(/%[A-Z_]+%/);
    }
  );

  it.each(plugins.map((file) => [relative(DIST, file)]))('%s has its own logos', (name) => {
    const logos = Object(Object(json(join(DIST, name)).info).logos);
    for (const size of ['small', 'large']) {
      const path = String(logos[size]);
      expect(path).not.toMatch(/^[./]/);
      expect(existsSync(join(DIST, dirname(name), path)), `${name}: ${path}`).toBe(true);
    }
  });

  it('has ids that differ', () => {
    const ids = plugins.map((file) => json(file).id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names every nested plugin in the includes of the app, with its type, and none that is missing', () => {
    const included = (Array.isArray(app.includes) ? app.includes : [])
      .map((item: unknown) => Object(item))
      .filter(({ path }) => String(path).endsWith('plugin.json'));
    const nested = plugins.filter((file) => dirname(file) !== DIST);
    expect(included.map(({ path }) => String(path)).sort()).toEqual(nested.map((file) => relative(DIST, file)).sort());
    for (const { path, type } of included) {
      expect(json(join(DIST, String(path))).type).toBe(type);
    }
  });

  it('has one version', () => {
    const { version } = json(join(ROOT, 'package.json'));
    const versions = plugins.map((file) => Object(json(file).info).version).filter((one) => one !== undefined);
    expect(new Set(versions)).toEqual(new Set([version]));
  });

  it('routes the data source by whole first words, each with its method, never to an empty or open url', () => {
    const { routes, url } = json(join(DIST, 'datasource', 'plugin.json'));
    const paths = strings(routes, 'path');
    expect(url).toBeUndefined();
    const methods = strings(routes, 'method');
    expect(paths.map((path, index) => `${methods[index]} ${path}`)).toEqual([
      'GET read',
      'POST query',
      'GET health',
      'POST feedback',
      'PUT settings',
      'POST views',
      'PUT views',
      'DELETE views',
      'GET orchestrator',
    ]);
    for (const target of strings(routes, 'url')) {
      expect(target).toMatch(/^\{\{ \.JsonData\.(analyticsUrl|orchestratorUrl) \}\}\/[a-z0-9/]+$/);
    }
    for (const path of paths) {
      expect(new Set(paths.filter((other) => other.startsWith(path)))).toEqual(new Set([path]));
    }
  });

  it('ships no tests, fixtures, snapshots or secrets', () => {
    const odd = files
      .map((file) => relative(DIST, file))
      .filter((file) => /(\.test\.|\.spec\.|fixtures?|__snapshots__|testing\/|\.snap$|\.env)/.test(file));
    expect(odd).toEqual([]);
    const extra = files
      .map((file) => relative(DIST, file))
      .filter(
        (file) => file.endsWith('.json') && !/(^|\/)(plugin\.json|locales\/.+\.json|dashboards\/.+\.json)$/.test(file)
      );
    expect(extra).toEqual([]);
  });

  const modules = files.filter((file) => file.endsWith('module.js'));

  it.each(modules.map((file) => [relative(DIST, file)]))('%s needs only what Grafana shares', (name) => {
    const head = /define\((\[[^\]]*\])/.exec(readFileSync(join(DIST, name), 'utf8'));
    const needs: unknown = JSON.parse(head?.[1] ?? 'null');
    const list = Array.isArray(needs) ? needs.map(String) : [];
    expect(list).toContain('@grafana/data');
    expect(list.filter((need) => !SHARED.has(need))).toEqual([]);
  });

  it.each(modules.map((file) => [relative(DIST, file)]))('%s stays small', (name) => {
    expect(statSync(join(DIST, name)).size).toBeLessThan(MAX_MODULE_BYTES);
  });

  it('finds its chunks beside the app from every module, nested ones too', () => {
    for (const file of modules) {
      expect(readFileSync(file, 'utf8'), relative(DIST, file)).toContain('/eljefe-observability-app/');
    }
  });
});
