export const APP_ID = 'eljefe-observability-app';
export const DATASOURCE_TYPE = 'eljefe-observability-datasource';
export const PLUGIN_BASE_URL = `/a/${APP_ID}`;

/** Paths below the app; a detail lies below its list, so that the menu shows where one is. */
export const ROUTES = {
  home: 'home',
  agents: 'agents',
  agent: 'agents/detail',
  sessions: 'sessions',
  session: 'sessions/detail',
  compare: 'compare',
  settings: 'settings',
  setup: 'setup',
} as const;

export type RouteName = keyof typeof ROUTES;

export const pageUrl = (route: RouteName): string => `${PLUGIN_BASE_URL}/${ROUTES[route]}`;

export const HOME_URL = pageUrl('home');

/** The provisioned overview; its uid never changes, so that links to it do not break. */
export const OVERVIEW_DASHBOARD_URL = '/d/eljefe-overview';

export const NEW_DATASOURCE_URL = '/connections/datasources/new';
export const datasourceSettingsUrl = (uid: string): string =>
  `/connections/datasources/edit/${encodeURIComponent(uid)}`;
