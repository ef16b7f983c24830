import type { AppPluginMeta } from '@grafana/data';
import type { Role } from './role';

export interface DashboardSummary {
  uid: string;
  title: string;
  description: string;
  tags: string[];
  folder: string;
  panelCount: number;
}

/** What the workbench's page needs beyond Grafana's own boot data. */
export interface WorkbenchBoot {
  role: Role;
  version: string;
  apps: AppPluginMeta[];
  dashboards: DashboardSummary[];
}
