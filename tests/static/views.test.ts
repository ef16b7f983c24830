import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Type, type Static } from '@sinclair/typebox';
import { describe, expect, it } from 'vitest';

import { fieldLinks } from '../../src/core/frames/fieldLinks';
import { LEADS } from '../../tools/provision/dashboards/addresses';
import { parsed } from '../support/parsed';
import { filesBelow, readJson, ROOT } from '../support/repository';

const Link = Type.Object({
  title: Type.String(),
  url: Type.Optional(Type.String()),
  type: Type.Optional(Type.String()),
});
const Board = Type.Object({
  uid: Type.String(),
  title: Type.String(),
  links: Type.Array(Link),
  panels: Type.Array(
    Type.Object({
      title: Type.String(),
      description: Type.String(),
      type: Type.String(),
      links: Type.Optional(Type.Array(Link)),
      gridPos: Type.Object({ y: Type.Integer(), w: Type.Integer() }),
    })
  ),
  annotations: Type.Object({ list: Type.Array(Type.Object({ name: Type.String() })) }),
});
type Board = Static<typeof Board>;

const BOARDS: Board[] = filesBelow('provisioning/dashboards', /\.json$/).map((path) =>
  parsed(Board, readJson(path), path)
);
const UIDS = new Set(BOARDS.map(({ uid }) => uid));

/** `dashboard › panel` as docs/views.md names them. */
const named = (): Array<[string, string]> =>
  [...readFileSync(join(ROOT, 'docs/views.md'), 'utf8').matchAll(/([A-Z][\w ]+?) › ([^;|(]+)/g)].map((match) => [
    (match[1] ?? '').trim(),
    (match[2] ?? '').trim(),
  ]);

const uidsIn = (text: string): string[] => [...text.matchAll(/\/d\/([a-z-]+)/g)].map(([, uid]) => uid ?? '');

describe('V1–V8: every element of the layouts is there', () => {
  it('docs/views.md names only dashboards and panels that are shipped', () => {
    expect(named().length).toBeGreaterThan(40);
    const panels = new Set(
      BOARDS.flatMap(({ title, panels: all }) =>
        all.map((panel) => `${title.replace('El Jefe / ', '')} › ${panel.title}`)
      )
    );
    expect(
      named()
        .map(([board, panel]) => `${board} › ${panel}`)
        .filter((name) => !panels.has(name))
    ).toEqual([]);
  });

  it.each(BOARDS)('$title: the global bar leads to all the others, the app, settings and help', ({ links }) => {
    expect(links.map(({ title }) => title)).toEqual(['Dashboards', 'El Jefe', 'Settings', 'Help']);
    expect(links[0]).toMatchObject({ type: 'dashboards' });
  });

  it.each(BOARDS)('$title: deployments, maintenance and alerts are marked', ({ annotations }) => {
    expect(annotations.list.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Deployments', 'Maintenance', 'Alerts'])
    );
  });

  it.each(BOARDS)('$title: every panel explains itself, and says what to send where it may be empty', ({ panels }) => {
    expect(panels.filter(({ description }) => description.length < 40).map(({ title }) => title)).toEqual([]);
    const core = panels.filter(({ type }) => ['stat', 'timeseries', 'bargauge'].includes(type));
    const measured = core.filter(({ title }) => !['Status', '$measure over time'].includes(title));
    expect(measured.filter(({ description }) => !description.includes('No data?')).map(({ title }) => title)).toEqual(
      []
    );
  });

  it.each(BOARDS)('$title: no two panels bear one title', ({ panels }) => {
    const titles = panels.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it.each(BOARDS)('$title: rows are full, so that nothing floats', ({ panels }) => {
    const rows = new Map<number, number>();
    panels.forEach(({ gridPos: { y, w } }) => rows.set(y, (rows.get(y) ?? 0) + w));
    expect([...rows].filter(([, width]) => width !== 24)).toEqual([]);
  });

  it('links of panels and of values lead to dashboards that are shipped, with time range and variables', () => {
    const panelLinks = BOARDS.flatMap(({ panels }) => panels.flatMap(({ links }) => links ?? []));
    expect(panelLinks.length).toBeGreaterThan(10);
    expect(panelLinks.filter(({ url }) => !url?.includes('${__url_time_range}&${__all_variables}'))).toEqual([]);
    const target = { uid: 'u', name: 'n' };
    const values = ['agent', 'agent_type', 'session_id', 'workflow', 'workflow_id', 'deployment_version', 'source']
      .flatMap((name) => fieldLinks(name, { target, names: [] }))
      .flatMap(({ url }) => uidsIn(url));
    const leads = Object.values(LEADS).flatMap(({ url }) => uidsIn(url));
    const all = [...values, ...leads, ...panelLinks.flatMap(({ url = '' }) => uidsIn(url))];
    expect(all.filter((uid) => !UIDS.has(uid))).toEqual([]);
  });

  it('V4: key figures stand before the agents, so that a phone shows them first', () => {
    const panels = BOARDS.find(({ uid }) => uid === 'eljefe-overview')?.panels ?? [];
    const grid = panels.find(({ type }) => type === 'eljefe-agentgrid-panel')?.gridPos.y ?? 0;
    const figures = panels.filter(({ type }) => type === 'stat');
    expect(figures.length).toBeGreaterThanOrEqual(11);
    expect(figures.filter(({ gridPos }) => gridPos.y >= grid)).toEqual([]);
  });
});
