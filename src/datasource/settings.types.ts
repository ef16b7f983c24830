import { type DataSourceJsonData } from '@grafana/data';

/** What an administrator sets; addresses as Grafana's server reaches them. */
export interface ElJefeOptions extends DataSourceJsonData {
  analyticsUrl?: string;
  orchestratorUrl?: string;
  /** Zone of the orchestrator's stamps that carry none: `UTC` or `±HH:MM`. */
  zone?: string;
}

/** Kept by Grafana's server, never sent to a browser. */
export interface ElJefeSecrets {
  analyticsToken?: string;
  orchestratorToken?: string;
}
