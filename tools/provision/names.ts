/** Names that provisioning files, dashboards, rules and tests must agree on. */
export const APP_ID = 'eljefe-observability-app';
export const DATA_SOURCE_TYPE = 'eljefe-observability-datasource';
export const PROMETHEUS_UID = 'eljefe-prometheus';
export const OVERVIEW_UID = 'eljefe-overview';
/** Fixed uids: links of panels, pages and the data source point at them. */
export const AGENT_UID = 'eljefe-agent';
export const WORKFLOW_UID = 'eljefe-workflow';
export const COST_UID = 'eljefe-cost';
export const RELIABILITY_UID = 'eljefe-reliability';
export const QUALITY_UID = 'eljefe-quality';
export const SECURITY_UID = 'eljefe-security';
export const RESOURCES_UID = 'eljefe-resources';
export const HISTORY_UID = 'eljefe-history';
export const INGEST_UID = 'eljefe-ingest';
export const FOLDER = 'El Jefe';
export const INBOX = 'eljefe-inbox';
/** `job` under which Prometheus scrapes the analytics service. */
export const SCRAPE_JOB = 'eljefe-analytics';
