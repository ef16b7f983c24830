const APP = '/a/eljefe-observability-app';
const MAIN = 'main';
const ROW = '[data-agent-row]';
const EVENT = '[data-event-row]';
const panel = (title) => `[data-testid="data-testid Panel header ${title}"]`;
const AGENTS = panel('Agents');
const EVENTS = panel('Alerts and events');

const viewMenu = (entry) => async (page) => {
  await page.locator(AGENTS).getByRole('button', { name: /^View/ }).click();
  await page.getByRole('menuitemradio', { name: entry, exact: true }).click();
};

const openWithKey = (selector) => async (page) => {
  await page.locator(selector).first().focus();
  await page.keyboard.press('Space');
};

/** Opens the first entry of a list. */
const openFirst = (list) => async (page) => {
  await page.locator(`[data-testid="${list}"] tbody a`).first().click();
  await page.waitForURL(/\/detail/);
};

const STATES = ['data', 'empty', 'loading', 'error'];

/** The panels of the bundle, where the Overview shows them. */
const PANELS = {
  agents: AGENTS,
  events: EVENTS,
  pipeline: panel('Workflow pipeline'),
  insights: panel('Insights'),
  actions: panel('Quick actions'),
};

/** Each over its own range and without refresh, so that nothing changes under the picture. */
const DASHBOARDS = [
  { name: 'agent' },
  { name: 'workflow' },
  { name: 'cost' },
  { name: 'reliability' },
  { name: 'quality' },
  { name: 'security' },
  { name: 'resources' },
  { name: 'history' },
  { name: 'ingest' },
  { name: 'overview', ready: ROW, parts: PANELS },
].map(({ name, ready = '[data-testid^="data-testid Panel header"]', parts }) => ({
  name,
  path: `/d/eljefe-${name}?refresh=`,
  states: STATES,
  ready,
  parts,
}));

const PAGES = ['agents', 'sessions', 'compare', 'settings', 'setup'].map((name) => ({
  name: `page-${name}`,
  path: `${APP}/${name}`,
  states: STATES,
  ready: MAIN,
}));

/** Details are reached from their list; where there is none, by the address of something that does not exist. */
const DETAILS = [
  { name: 'page-agent', list: 'agents', opened: 'eljefe-agents-list', address: 'agents/detail?var-agent_type=coder' },
  {
    name: 'page-session',
    list: 'sessions',
    opened: 'eljefe-sessions-list',
    address: 'sessions/detail?var-session=workflow_1&var-source=el-jefe',
  },
].flatMap(({ name, list, opened, address }) => [
  {
    name,
    path: `${APP}/${list}`,
    states: ['data'],
    ready: `[data-testid="${opened}"] tbody a`,
    prepare: openFirst(opened),
  },
  { name, path: `${APP}/${address}`, states: ['empty', 'loading', 'error'], ready: MAIN },
]);

/** The session of the sample that has a trace with spans. */
const TRACED = '4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba90201';
const OTHERS = [
  {
    name: 'page-trace',
    path: `${APP}/sessions/detail?var-session=${TRACED}`,
    states: ['data'],
    ready: '[role="tree"], [role="treegrid"], main h2',
  },
  { name: 'page-periods', path: `${APP}/compare?mode=periods`, states: ['data'], ready: MAIN },
];

const overviewAfter = ({ name, part, ready, prepare }) => ({
  name,
  path: '/d/eljefe-overview?refresh=',
  states: ['data'],
  ready,
  parts: { '': part },
  prepare,
});

const OPENED = [
  { name: 'agents-table', part: AGENTS, ready: ROW, prepare: viewMenu('Table') },
  { name: 'agents-compact', part: AGENTS, ready: ROW, prepare: viewMenu('Compact') },
  { name: 'agents-details', part: AGENTS, ready: ROW, prepare: openWithKey(ROW) },
  { name: 'event-open', part: EVENTS, ready: EVENT, prepare: openWithKey(EVENT) },
].map(overviewAfter);

/**
 * What is taken of the product. `states`: in which states it makes a difference. `parts`: elements to be taken by
 * themselves, by name, besides the whole; an empty name instead of it. `prepare`: what a person would do first.
 */
export const VIEWS = [
  ...DASHBOARDS,
  { name: 'home', path: `${APP}/home`, states: STATES, ready: '[data-testid="eljefe-home-state"]' },
  ...PAGES,
  ...DETAILS,
  ...OTHERS,
  ...OPENED,
  {
    name: 'configuration',
    path: '/plugins/eljefe-observability-app',
    states: ['data'],
    ready: '[aria-label="Provisioning example"]',
  },
  {
    name: 'data-source',
    path: '/connections/datasources/edit/eljefe',
    states: ['data', 'error'],
    ready: 'fieldset',
    prepare: (page) => page.getByRole('button', { name: 'Test', exact: true }).click(),
  },
];
