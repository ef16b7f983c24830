import { roleAllows, type Role } from '../shared/role';
import type { InstalledPlugin } from './readPlugins';

/** Actions that the user has: those of Grafana that the page asks about, and those that plugins define. */
export function permissionsOf(role: Role, plugins: readonly InstalledPlugin[]): Record<string, boolean> {
  const builtIn: Array<[string, Role]> = [
    ['datasources:query', 'Viewer'],
    ['plugins.app:access', 'Viewer'],
    ['dashboards:read', 'Viewer'],
    ['datasources:explore', 'Editor'],
    ['datasources:read', 'Admin'],
    ['datasources:write', 'Admin'],
    ['plugins:write', 'Admin'],
  ];
  const own = plugins.flatMap((plugin) =>
    plugin.grants.flatMap((grant) => grant.roles.map((granted): [string, string] => [grant.action, granted]))
  );
  const allowed = [...builtIn, ...own].filter(([, required]) => roleAllows(role, required));
  return Object.fromEntries(allowed.map(([action]) => [action, true]));
}
