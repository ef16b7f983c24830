import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PluginRoute } from '../readPlugins';
import { cleanPath, joinPath } from './cleanPath';
import { matchByPrefix, matchExactly } from './matchRoute';
import { fillTemplate } from './routeTemplate';

function route(path: string, method = ''): PluginRoute {
  return { path, method, url: '', reqRole: '', reqAction: '', headers: [], urlParams: [] };
}

describe('D1: the data source proxy matches as Grafana does', () => {
  test.each([
    ['the first route in file order wins', [route('read', 'GET'), route('read/x', 'GET')], 'GET', 'read/x', 0, '/x'],
    ['a path is a plain prefix, so a look-alike matches', [route('read')], 'GET', 'readwrite', 0, 'write'],
    ['a method must be equal', [route('read', 'GET'), route('read', 'POST')], 'POST', 'read', 1, ''],
    ['no method and * take any', [route('a', '*'), route('b')], 'DELETE', 'b', 1, ''],
  ])('%s', (_what, routes, method, path, index, rest) => {
    expect(matchByPrefix(routes, method, path)).toEqual({ route: routes[index], rest });
  });

  test('a list of methods never matches', () => {
    expect(matchByPrefix([route('read', 'GET,POST')], 'GET', 'read')).toBeNull();
  });

  test('another method or path matches nothing', () => {
    expect(matchByPrefix([route('read', 'GET')], 'DELETE', 'read')).toBeNull();
    expect(matchByPrefix([route('read', 'GET')], 'GET', 'rea')).toBeNull();
  });
});

describe('D1: the app proxy matches as Grafana does', () => {
  test.each([
    ['control', 'control', ''],
    ['control/*', 'control/a/b', 'a/b'],
  ])('route %s takes %s', (path, asked, rest) => {
    expect(matchExactly([route(path)], 'POST', asked)?.rest).toBe(rest);
  });

  test.each([
    ['control', 'control/x'],
    ['control', 'controls'],
    ['control/*', 'control'],
    ['control/*', 'control/'],
  ])('route %s does not take %s', (path, asked) => {
    expect(matchExactly([route(path)], 'POST', asked)).toBeNull();
  });
});

describe('D1: paths', () => {
  test.each([
    ['read/../edit', 'edit'],
    ['/read//x/./y', 'read/x/y'],
    ['../../x', 'x'],
    ['read/%2e%2e/edit', 'read/%2e%2e/edit'],
    ['read/x/', 'read/x/'],
    ['', ''],
  ])('%s is cleaned to %s', (raw, cleaned) => {
    expect(cleanPath(raw)).toBe(cleaned);
  });

  test('cleaning leaves no segment that climbs, and is done once for all', () => {
    const segment = fc.constantFrom('a', 'b', '..', '.', '', '%2e%2e');
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const cleaned = cleanPath(segments.join('/'));
        expect(cleaned.split('/')).not.toContain('..');
        expect(cleanPath(cleaned)).toBe(cleaned);
      })
    );
  });

  test('two parts are joined by one slash', () => {
    expect(joinPath('/v1/read', 'write')).toBe('/v1/read/write');
    expect(joinPath('/v1/', '/x')).toBe('/v1/x');
    expect(joinPath('/v1/control', '')).toBe('/v1/control');
  });
});

describe('D1: templates of routes', () => {
  const data = { jsonData: { apiUrl: 'http://x', port: 1 }, secureJsonData: { token: 't' }, url: 'http://top' };

  test.each([
    ['{{ .JsonData.apiUrl }}/v1', 'http://x/v1'],
    ['{{.JsonData.port}}', '1'],
    ['Bearer {{ .SecureJsonData.token }}', 'Bearer t'],
    ['{{ .URL }}', 'http://top'],
    ['Bearer {{ orEmpty .SecureJsonData.none }}', 'Bearer '],
    ['Bearer {{ .SecureJsonData.none | orEmpty }}', 'Bearer '],
    ['Bearer {{ .SecureJsonData.none }}', 'Bearer <no value>'],
  ])('%s becomes %s', (text, expected) => {
    expect(fillTemplate(text, data)).toBe(expected);
  });

  test('an expression that the workbench does not know is refused', () => {
    expect(() => fillTemplate('{{ if .X }}', data)).toThrow(/route expression/);
  });
});
