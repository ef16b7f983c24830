import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readProvisioning, resolveDashboardPath } from './readProvisioning';

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'workbench-provisioning-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

test('D1: a data source file gives uid, addresses and secrets, with variables filled in', () => {
  const folder = folderWith({
    'datasources/one.yaml': [
      'datasources:',
      '  - name: El Jefe',
      '    uid: eljefe',
      '    type: eljefe-observability-datasource',
      '    editable: $EDITABLE',
      '    jsonData: { analyticsUrl: "http://${HOST}:4319" }',
      '    secureJsonData: { analyticsToken: $TOKEN, orchestratorToken: $UNSET }',
    ].join('\n'),
  });
  const [datasource] = readProvisioning(folder, { HOST: 'h', TOKEN: 't', EDITABLE: 'true' }).datasources;
  expect(datasource).toMatchObject({
    uid: 'eljefe',
    url: '',
    editable: true,
    jsonData: { analyticsUrl: 'http://h:4319' },
    secureJsonData: { analyticsToken: 't' },
  });
  expect(datasource?.secureJsonData).not.toHaveProperty('orchestratorToken');
});

test('D1: an app file says whether the app is enabled', () => {
  const folder = folderWith({ 'plugins/apps.yaml': 'apps: [{ type: a, disabled: true }, { type: b }]' });
  expect(readProvisioning(folder, {}).apps.map(({ type, enabled }) => ({ type, enabled }))).toEqual([
    { type: 'a', enabled: false },
    { type: 'b', enabled: true },
  ]);
});

test('D1: missing folders are empty', () => {
  expect(readProvisioning(folderWith({}), {})).toEqual({ datasources: [], apps: [], dashboardProviders: [] });
});

test('D1: a file that is no YAML is named in the error', () => {
  const folder = folderWith({ 'datasources/broken.yaml': 'a: [1' });
  expect(() => readProvisioning(folder, {})).toThrow(/broken\.yaml/);
});

test('D1: a dashboards folder inside a container is found here by its part behind provisioning/', () => {
  const folder = folderWith({ 'dashboards/eljefe/x.json': '{}' });
  const expected = path.join(folder, 'dashboards/eljefe');
  expect(resolveDashboardPath('/etc/grafana/provisioning/dashboards/eljefe', folder)).toBe(expected);
  expect(resolveDashboardPath(expected, folder)).toBe(expected);
  expect(resolveDashboardPath('dashboards/eljefe', folder)).toBe(expected);
});
