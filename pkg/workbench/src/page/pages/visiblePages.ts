import { PluginIncludeType } from '@grafana/data';
import { isRole, roleAllows } from '../../shared/role';
import type { WorkbenchBoot } from '../../shared/workbenchBoot';

export interface VisiblePage {
  name: string;
  path: string;
}

/** Pages that the apps put into the navigation and that the user's role may open. */
export function visiblePages(boot: WorkbenchBoot): VisiblePage[] {
  return boot.apps
    .filter((app) => app.enabled === true)
    .flatMap((app) => app.includes ?? [])
    .filter((include) => include.type === PluginIncludeType.page && include.addToNav === true)
    .filter((include) => roleAllows(boot.role, isRole(include.role) ? include.role : undefined))
    .flatMap((include) => (include.path === undefined ? [] : [{ name: include.name, path: include.path }]));
}
