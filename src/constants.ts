export const APP_ID = 'eljefe-observability-app';
export const DATASOURCE_TYPE = 'eljefe-observability-datasource';
export const PLUGIN_BASE_URL = `/a/${APP_ID}`;

export const ROUTES = { home: 'home' } as const;

export const HOME_URL = `${PLUGIN_BASE_URL}/${ROUTES.home}`;

/** The provisioned overview; its uid never changes, so that links to it do not break. */
export const OVERVIEW_DASHBOARD_URL = '/d/eljefe-overview';

export const NEW_DATASOURCE_URL = '/connections/datasources/new';
export const datasourceSettingsUrl = (uid: string): string =>
  `/connections/datasources/edit/${encodeURIComponent(uid)}`;
