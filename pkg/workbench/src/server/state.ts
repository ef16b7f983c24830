import type { JsonRecord } from '../shared/json';
import type { Role } from '../shared/role';
import { permissionsOf } from './permissions';
import type { ProxyUser } from './proxy/proxyRequest';
import { readDashboards, type DashboardFile } from './readDashboards';
import { readPlugins, type InstalledPlugin } from './readPlugins';
import type { DashboardProvider, ProvisionedApp, ProvisionedDatasource, Provisioning } from './readProvisioning';

export type Theme = 'dark' | 'light';

export interface WorkbenchUser {
  login: string;
  name: string;
  email: string;
}

export interface DatasourceOverride {
  jsonData?: JsonRecord;
  secureJsonData?: Record<string, string>;
}

export interface StateOptions {
  distDir: string;
  provisioning: Provisioning;
  role: Role;
  theme: Theme;
  user: WorkbenchUser;
  overrides: Readonly<Record<string, DatasourceOverride>>;
}

/**
 * What the server knows. Data sources and app settings are read once and may then be changed from the page; plugins
 * and dashboards are read again each time, so that a new build shows on reload.
 */
export class WorkbenchState {
  readonly role: Role;
  readonly theme: Theme;
  readonly user: WorkbenchUser;
  readonly datasources: ProvisionedDatasource[];
  private readonly distDir: string;
  private readonly dashboardProviders: DashboardProvider[];
  private readonly apps: ProvisionedApp[];
  /** Values that plugins keep per user, by the resource's name. */
  readonly userStorage = new Map<string, JsonRecord>();

  constructor(options: StateOptions) {
    this.role = options.role;
    this.theme = options.theme;
    this.user = options.user;
    this.distDir = options.distDir;
    this.datasources = options.provisioning.datasources.map((datasource) => ({
      ...datasource,
      jsonData: { ...datasource.jsonData, ...options.overrides[datasource.uid]?.jsonData },
      secureJsonData: { ...datasource.secureJsonData, ...options.overrides[datasource.uid]?.secureJsonData },
    }));
    this.apps = options.provisioning.apps;
    this.dashboardProviders = options.provisioning.dashboardProviders;
  }

  plugins(): InstalledPlugin[] {
    return readPlugins(this.distDir);
  }

  plugin(id: string): InstalledPlugin | undefined {
    return this.plugins().find((plugin) => plugin.id === id);
  }

  dashboards(): DashboardFile[] {
    return readDashboards(this.dashboardProviders, this.plugins());
  }

  datasource(uid: string): ProvisionedDatasource | undefined {
    return this.datasources.find((datasource) => datasource.uid === uid);
  }

  /** Settings of an installed app; one that no file names is enabled and empty. */
  app(id: string): ProvisionedApp {
    const known = this.apps.find((app) => app.type === id);
    if (known !== undefined) {
      return known;
    }
    const app: ProvisionedApp = { type: id, enabled: true, jsonData: {}, secureJsonData: {} };
    this.apps.push(app);
    return app;
  }

  proxyUser(): ProxyUser {
    return { ...this.user, role: this.role, permissions: permissionsOf(this.role, this.plugins()) };
  }
}
