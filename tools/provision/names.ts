/** Names that provisioning files, dashboards, rules and tests must agree on. */
export const APP_ID = 'eljefe-observability-app';
export const DATA_SOURCE_TYPE = 'eljefe-observability-datasource';
export const PROMETHEUS_UID = 'eljefe-prometheus';
export const OVERVIEW_UID = 'eljefe-overview';
export const FOLDER = 'El Jefe';
export const INBOX = 'eljefe-inbox';
/** `job` under which Prometheus scrapes the analytics service. */
export const SCRAPE_JOB = 'eljefe-analytics';
