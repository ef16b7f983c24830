import { type Static } from '@sinclair/typebox';
import { describe, expect, it } from 'vitest';

import { DATA_SOURCE_TYPE, INBOX, PROMETHEUS_UID, APP_ID } from '../../tools/provision/names';
import { parsed } from '../support/parsed';
import { AlertingFile, AppsFile, DashboardsFile, DatasourcesFile } from '../support/provisioningSchemas';
import { filesBelow, filesIn, readText, readYaml } from '../support/repository';

const YAML = /\.ya?ml$/;
const shippedAlerting = filesIn('provisioning/alerting', YAML);
const exampleAlerting = filesIn('provisioning/examples/alerting', YAML);

const alerting = (paths: readonly string[]): Array<Static<typeof AlertingFile>> =>
  paths.map((path) => parsed(AlertingFile, readYaml(path), path));
const datasources = () => {
  const path = 'provisioning/datasources/eljefe.yaml';
  return parsed(DatasourcesFile, readYaml(path), path).datasources;
};
const rulesOf = (paths: readonly string[]) =>
  alerting(paths).flatMap(({ groups }) => (groups ?? []).flatMap(({ rules }) => rules));
const contactPointsOf = (paths: readonly string[]) =>
  alerting(paths).flatMap(({ contactPoints }) => contactPoints ?? []);
const muteTimesOf = (paths: readonly string[]) =>
  alerting(paths).flatMap(({ muteTimes }) => (muteTimes ?? []).map(({ name }) => name));

/** Kinds of data source that Grafana's alerting can ask: those with a backend. Ours has none. */
const ALERTABLE = new Set(['prometheus', '__expr__']);
const VARIABLE = /\$(?:__env\{(\w+)\}|\{(\w+)\}|([A-Za-z]\w*))/g;
/** `$labels` and `$values` belong to alert templates, in annotations, which Grafana does not interpolate. */
const TEMPLATE_WORDS = new Set(['labels', 'values']);

const withoutComments = (text: string): string => text.replace(/^\s*#.*$/gm, '');
const variablesIn = (path: string): string[] =>
  [...withoutComments(readText(path)).matchAll(VARIABLE)]
    .map(([, env, braced, bare]) => env ?? braced ?? bare ?? '')
    .filter((name) => !TEMPLATE_WORDS.has(name));

describe('Provisioning files (L1, L2, L5, I1)', () => {
  it.each([...shippedAlerting, ...exampleAlerting])('%s has no key that Grafana would ignore', (path) => {
    expect(() => parsed(AlertingFile, readYaml(path), path)).not.toThrow();
  });

  it('data sources, dashboard providers and apps have no key that Grafana would ignore', () => {
    expect(filesIn('provisioning/datasources', YAML)).toEqual(['provisioning/datasources/eljefe.yaml']);
    expect(datasources()).toHaveLength(2);
    for (const [folder, schema] of [
      ['provisioning/dashboards', DashboardsFile],
      ['provisioning/plugins', AppsFile],
    ] as const) {
      for (const path of filesIn(folder, YAML)) {
        expect(() => parsed(schema, readYaml(path), path)).not.toThrow();
      }
    }
  });

  it('a misspelt key is found: the check itself can fail', () => {
    expect(() => parsed(AlertingFile, { apiVersion: 1, contactpoints: [] }, 'x')).toThrow(/contactpoints/);
    const [group] = alerting(shippedAlerting).flatMap(({ groups }) => groups ?? []);
    const slipped = { ...group, rules: group?.rules.map((rule) => ({ ...rule, executionErrorState: 'Error' })) };
    expect(() => parsed(AlertingFile, { apiVersion: 1, groups: [slipped] }, 'x')).toThrow(/executionErrorState/);
    expect(() => parsed(AlertingFile, { apiVersion: 1, groups: [{ ...group, interval: '15s' }] }, 'x')).toThrow(
      /interval/
    );
  });

  it('uids of rules, receivers and data sources are unique, examples included', () => {
    const all = [...shippedAlerting, ...exampleAlerting];
    for (const uids of [
      rulesOf(all).map(({ uid }) => uid),
      contactPointsOf(all).flatMap(({ receivers }) => receivers.map(({ uid }) => uid)),
      datasources().map(({ uid }) => uid),
    ]) {
      expect(uids.length).toBeGreaterThan(0);
      expect(new Set(uids).size).toBe(uids.length);
    }
  });

  it('every receiver and mute timing named by a rule or policy is defined; shipped files need no example', () => {
    const shipped = new Set(contactPointsOf(shippedAlerting).map(({ name }) => name));
    expect(rulesOf(shippedAlerting).filter((rule) => !shipped.has(rule.notification_settings.receiver))).toEqual([]);

    const all = [...shippedAlerting, ...exampleAlerting];
    const known = new Set([...contactPointsOf(all).map(({ name }) => name), ...muteTimesOf(all)]);
    const named = alerting(all).flatMap(({ policies }) =>
      (policies ?? []).flatMap(({ receiver, routes }) => [
        receiver,
        ...routes.flatMap((route) => [route.receiver, ...(route.mute_time_intervals ?? [])]),
      ])
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('no policy is shipped: it would replace the organisation’s whole tree', () => {
    expect(alerting(shippedAlerting).filter(({ policies }) => policies !== undefined)).toEqual([]);
  });

  it('every rule asks a provisioned data source that has a backend, and its condition is one of its queries', () => {
    const types = new Map([
      ...datasources().map(({ uid, type }) => [uid, type] as const),
      ['__expr__', '__expr__'] as const,
    ]);
    for (const { title, data, condition } of rulesOf(shippedAlerting)) {
      for (const { datasourceUid, model, refId } of data) {
        expect(ALERTABLE, `${title} ${refId}`).toContain(types.get(datasourceUid));
        expect(model.datasource).toEqual({ type: types.get(datasourceUid), uid: datasourceUid });
        expect(model.refId).toBe(refId);
      }
      expect(data.map(({ refId }) => refId)).toContain(condition);
    }
  });

  it('no rule can be silently dead: KeepLast stands only beside the rule for a target that is down', () => {
    const rules = rulesOf(shippedAlerting);
    expect(rules.map(({ uid }) => uid)).toContain('eljefe-L1-analytics-service-down');
    const down = rules.find(({ uid }) => uid === 'eljefe-L1-analytics-service-down');
    expect(down).toMatchObject({ noDataState: 'Alerting', execErrState: 'Error' });
  });

  it('shipped files are safe with nothing set: the only variable is the one that Grafana itself always has', () => {
    const used = filesBelow('provisioning', YAML)
      .filter((path) => !path.startsWith('provisioning/examples/'))
      .flatMap((path) => variablesIn(path).map((name) => `${path} ${name}`));
    expect(used).toEqual(['provisioning/dashboards/eljefe.yaml GF_PATHS_PROVISIONING']);
  });

  it('rule titles and labels hold no `$`, which Grafana would take for a variable', () => {
    const interpolated = rulesOf(shippedAlerting).flatMap(({ title, labels }) => [title, ...Object.values(labels)]);
    expect(interpolated.filter((text) => text.includes('$'))).toEqual([]);
  });

  it('examples name each variable that they need in their head', () => {
    for (const path of exampleAlerting) {
      const head = readText(path).split('apiVersion')[0] ?? '';
      expect(
        variablesIn(path).filter((name) => !head.includes(name)),
        path
      ).toEqual([]);
    }
  });

  it('no literal secret: what is secret in a receiver or data source comes from a variable', () => {
    const secrets = contactPointsOf([...shippedAlerting, ...exampleAlerting]).flatMap(({ receivers }) =>
      receivers.flatMap(({ settings }) =>
        Object.entries(settings).filter(([key]) => /key|token|secret|password|credential/i.test(key))
      )
    );
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter(([, value]) => !/^\$\{\w+\}$/.test(String(value)))).toEqual([]);
    const slack = contactPointsOf(exampleAlerting).flatMap(({ receivers }) =>
      receivers.filter(({ type }) => type === 'slack')
    );
    expect(slack.map(({ settings }) => settings)).toEqual([expect.objectContaining({ url: '${SLACK_WEBHOOK_URL}' })]);
    expect(datasources().filter(({ secureJsonData }) => secureJsonData !== undefined)).toEqual([]);
  });

  it('the inbox is a webhook to the service on loopback: nothing leaves the computer', () => {
    const inbox = contactPointsOf(shippedAlerting);
    expect(inbox).toHaveLength(1);
    expect(inbox[0]).toMatchObject({
      name: INBOX,
      receivers: [{ type: 'webhook', settings: { url: 'http://127.0.0.1:4319/hooks/grafana' } }],
    });
  });

  it('our data source has an empty top-level url, since unmatched requests would be passed on to it', () => {
    const ours = datasources().find(({ type }) => type === DATA_SOURCE_TYPE);
    expect(ours).toMatchObject({
      uid: 'eljefe',
      isDefault: false,
      url: '',
      jsonData: { analyticsUrl: 'http://127.0.0.1:4319' },
    });
    expect(datasources().find(({ uid }) => uid === PROMETHEUS_UID)?.type).toBe('prometheus');
  });

  it('the app is enabled', () => {
    const path = 'provisioning/plugins/apps.yaml';
    expect(parsed(AppsFile, readYaml(path), path).apps).toMatchObject([{ type: APP_ID, disabled: false }]);
  });
});
