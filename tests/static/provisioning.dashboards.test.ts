import { Query } from '@eljefe/contract';
import { Type, type Static } from '@sinclair/typebox';
import { describe, expect, it } from 'vitest';

import { findMeasure } from '../../pkg/analytics/src/measures/registry';
import { ALERTS } from '../../tools/provision/alerts/all';
import { DATA_SOURCE_TYPE, OVERVIEW_UID } from '../../tools/provision/names';
import { parsed } from '../support/parsed';
import { filesBelow, readJson } from '../support/repository';

const Ref = Type.Object({ type: Type.String({ minLength: 1 }), uid: Type.String({ minLength: 1 }) });
const Target = Type.Object({ refId: Type.String(), datasource: Ref, schemaVersion: Type.Literal(1) });
const Panel = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  type: Type.String(),
  title: Type.String({ minLength: 1 }),
  description: Type.String({ minLength: 1 }),
  datasource: Ref,
  targets: Type.Array(Target, { minItems: 1 }),
  gridPos: Type.Object({ x: Type.Integer(), y: Type.Integer(), w: Type.Integer(), h: Type.Integer() }),
});
const Variable = Type.Object({
  name: Type.String(),
  type: Type.String(),
  datasource: Type.Optional(Ref),
  query: Type.Optional(Type.Unknown()),
});
const Dashboard = Type.Object({
  uid: Type.String({ pattern: '^[a-z0-9-]{8,40}$' }),
  title: Type.String(),
  panels: Type.Array(Panel, { minItems: 1 }),
  templating: Type.Object({ list: Type.Array(Variable) }),
  annotations: Type.Object({
    list: Type.Array(
      Type.Object({
        name: Type.String(),
        datasource: Ref,
        builtIn: Type.Integer(),
        target: Type.Optional(Type.Unknown()),
      })
    ),
  }),
});
type Dashboard = Static<typeof Dashboard>;

const FILES = filesBelow('provisioning/dashboards', /\.json$/);
const dashboards = (): Array<[string, Dashboard]> =>
  FILES.map((path) => [path, parsed(Dashboard, readJson(path), path)]);

const KNOWN_KEYS = new Set([...Object.keys(Query.properties), 'schemaVersion', 'datasource']);

const overlaps = (a: Static<typeof Panel>['gridPos'], b: Static<typeof Panel>['gridPos']): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

describe('Provisioned dashboards (V1–V3)', () => {
  it('exist, each under its own uid', () => {
    const uids = dashboards().map(([, { uid }]) => uid);
    expect(uids).toContain(OVERVIEW_UID);
    expect(new Set(uids).size).toBe(uids.length);
  });

  it.each(FILES)('%s: every panel, target, variable and annotation names data source type and uid', (path) => {
    const { panels, templating, annotations } = parsed(Dashboard, readJson(path), path);
    const ours = [
      ...panels.map(({ datasource }) => datasource),
      ...panels.flatMap(({ targets }) => targets.map((t) => t.datasource)),
    ];
    expect(new Set(ours.map((ref) => JSON.stringify(ref)))).toEqual(
      new Set([JSON.stringify({ type: DATA_SOURCE_TYPE, uid: '${datasource}' })])
    );
    const asking = templating.list.filter(({ type }) => type === 'query' || type === 'adhoc');
    expect(asking.filter(({ datasource }) => datasource?.type !== DATA_SOURCE_TYPE)).toEqual([]);
    expect(
      annotations.list.filter(({ builtIn, datasource }) => builtIn === 0 && datasource.type !== DATA_SOURCE_TYPE)
    ).toEqual([]);
  });

  it.each(FILES)('%s: every target, variable and annotation asks what the contract knows', (path) => {
    const { panels, templating, annotations } = parsed(Dashboard, readJson(path), path);
    const questions = [
      ...panels.flatMap(({ title, targets }) => targets.map((target) => ({ title, question: target as unknown }))),
      ...templating.list.flatMap(({ name, type, query }) =>
        type === 'query' ? [{ title: name, question: query }] : []
      ),
      ...annotations.list.flatMap(({ name, target }) =>
        target === undefined ? [] : [{ title: name, question: target }]
      ),
    ];
    for (const { title, question } of questions) {
      const query = parsed(Query, question, `${path} ${title}`);
      expect(
        Object.keys(query).filter((key) => !KNOWN_KEYS.has(key)),
        `${title} has no misspelt key`
      ).toEqual([]);
      if (query.kind === 'series' && query.measure !== '$measure') {
        const measure = findMeasure(query.measure ?? '');
        expect(measure?.info.name, `${title} asks for a measure of the registry`).toBe(query.measure);
        expect(measure?.info.statistics, title).toEqual(
          expect.arrayContaining(query.statistic ? [query.statistic] : [])
        );
      }
    }
  });

  it.each(FILES)('%s: filters use only variables that the dashboard has', (path) => {
    const dashboard = parsed(Dashboard, readJson(path), path);
    const known = new Set(['datasource', ...dashboard.templating.list.map(({ name }) => name)]);
    const used = [...JSON.stringify(dashboard).matchAll(/\$\{?(\w+)/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => !name.startsWith('_'));
    expect(used.filter((name) => !known.has(name))).toEqual([]);
    expect(used).toContain('source');
  });

  it.each(FILES)('%s: panel ids are unique and panels lie inside the grid without overlap', (path) => {
    const { panels } = parsed(Dashboard, readJson(path), path);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(panels.filter(({ gridPos: { x, w } }) => x < 0 || x + w > 24)).toEqual([]);
    const pairs = panels.flatMap((a, index) => panels.slice(index + 1).map((b) => [a, b] as const));
    expect(pairs.filter(([a, b]) => overlaps(a.gridPos, b.gridPos)).map(([a, b]) => `${a.title} / ${b.title}`)).toEqual(
      []
    );
  });

  it('V1: the Overview opens with status, agents, workflows, tokens, cost in its top row', () => {
    const overview = dashboards().find(([, { uid }]) => uid === OVERVIEW_UID)?.[1];
    const top = overview?.panels.filter(({ gridPos }) => gridPos.y === 0).map(({ title }) => title);
    expect(top).toEqual(['Status', 'System health', 'Agents active', 'Workflows running', 'Tokens used', 'Cost']);
  });

  it('V3, V4: the agent grid stands beside the feed, right below the key figures, on the first screen', () => {
    const overview = dashboards().find(([, { uid }]) => uid === OVERVIEW_UID)?.[1];
    const live = overview?.panels.filter(({ type }) => /agentgrid|eventfeed/.test(type)) ?? [];
    expect(live.map(({ type }) => type)).toEqual(['eljefe-agentgrid-panel', 'eljefe-eventfeed-panel']);
    expect(live.map(({ gridPos }) => gridPos.y)).toEqual([6, 6]);
  });

  it.each(ALERTS.map((alert) => [alert.id, alert] as const))('%s points at a panel of the Overview', (_, alert) => {
    const overview = dashboards().find(([, { uid }]) => uid === OVERVIEW_UID)?.[1];
    expect(overview?.panels.map(({ id }) => id)).toContain(alert.panelId);
  });
});
