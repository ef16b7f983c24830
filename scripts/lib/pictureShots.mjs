const OVERVIEW = '/d/eljefe-overview?from=now-15m&to=now';
const AGENTS = '[data-testid="data-testid Panel header Agents"]';
const EVENTS = '[data-testid="data-testid Panel header Alerts and events"]';
const ROW = '[data-agent-row]';

const viewMenu = async (page, entry) => {
  await page.locator(AGENTS).getByRole('button', { name: /^View/ }).click();
  await page.getByRole('menuitemradio', { name: entry, exact: true }).click();
};

const STATES = ['data', 'empty', 'loading', 'error'];
const APP = '/a/eljefe-observability-app';
const MAIN = 'main';

/** The dashboards beside the Overview, each over a range in which the sample has something to show. */
const DASHBOARDS = [
  'agent',
  'workflow',
  'cost',
  'reliability',
  'quality',
  'security',
  'resources',
  'history',
  'ingest',
].map((name) => ({
  name,
  path: `/d/eljefe-${name}?from=now-15m&to=now`,
  states: STATES,
  ready: '.panel-content, section',
}));

const PAGES = ['agents', 'sessions', 'compare', 'settings', 'setup'].map((name) => ({
  name: `page-${name}`,
  path: `${APP}/${name}`,
  states: STATES,
  ready: MAIN,
}));

/** Opens the first entry of a list. */
const openFirst = (list) => async (page) => {
  await page.locator(`[data-testid="${list}"] a`).first().click();
};

const DETAILS = [
  {
    name: 'page-agent',
    path: `${APP}/agents`,
    states: ['data'],
    ready: MAIN,
    prepare: openFirst('eljefe-agents-list'),
  },
  {
    name: 'page-session',
    path: `${APP}/sessions`,
    states: ['data'],
    ready: MAIN,
    prepare: openFirst('eljefe-sessions-list'),
  },
];

/**
 * What is taken of a page. `states`: in which states it makes a difference. `part`: only this element.
 * `prepare`: what a person would do first.
 */
const VIEWS = [
  ...DASHBOARDS,
  ...PAGES,
  ...DETAILS,
  { name: 'overview', path: OVERVIEW, states: STATES, ready: ROW },
  { name: 'agents', path: OVERVIEW, states: STATES, ready: ROW, part: AGENTS },
  {
    name: 'events',
    path: OVERVIEW,
    states: STATES,
    ready: '[data-event-row]',
    part: EVENTS,
  },
  {
    name: 'agents-table',
    path: OVERVIEW,
    states: ['data'],
    ready: ROW,
    part: AGENTS,
    prepare: (page) => viewMenu(page, 'Table'),
  },
  {
    name: 'agents-compact',
    path: OVERVIEW,
    states: ['data'],
    ready: ROW,
    part: AGENTS,
    prepare: (page) => viewMenu(page, 'Compact'),
  },
  {
    name: 'agents-details',
    path: OVERVIEW,
    states: ['data'],
    ready: ROW,
    part: AGENTS,
    prepare: async (page) => {
      await page.locator(ROW).first().focus();
      await page.keyboard.press('Space');
    },
  },
  {
    name: 'event-open',
    path: OVERVIEW,
    states: ['data'],
    ready: '[data-event-row]',
    part: EVENTS,
    prepare: async (page) => {
      await page.locator('[data-event-row]').first().focus();
      await page.keyboard.press('Space');
    },
  },
  {
    name: 'home',
    path: '/a/eljefe-observability-app/home',
    states: STATES,
    ready: '[data-testid="eljefe-home-state"]',
  },
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

const THEMES = ['dark', 'light'];
const WIDTHS = { wide: 1600, narrow: 360 };

const withTheme = (path, theme) => `${path}${path.includes('?') ? '&' : '?'}theme=${theme}`;

/** Every picture of the gallery: view × state × theme × width, for the states that these sites can show. */
export const shotsOf = (sites) =>
  VIEWS.flatMap((view) =>
    view.states
      .filter((state) => sites[state]?.shows(view) ?? false)
      .flatMap((state) =>
        THEMES.flatMap((theme) =>
          Object.entries(WIDTHS).map(([size, width]) => ({
            ...view,
            name: `${view.name}-${state}-${theme}-${size}`,
            state,
            theme,
            width,
            site: sites[state],
            path: withTheme(sites[state].pathOf(view.path), theme),
          }))
        )
      )
  );
