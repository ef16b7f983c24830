import type { PluginRoute } from '../readPlugins';

export interface RouteMatch {
  route: PluginRoute;
  /** What follows the route's own path, to be appended to its address. */
  rest: string;
}

function methodMatches(route: PluginRoute, method: string): boolean {
  return route.method === '' || route.method === '*' || route.method === method;
}

/** The data source proxy's rule: the first route whose method fits and whose path is a plain string prefix. */
export function matchByPrefix(routes: readonly PluginRoute[], method: string, cleanedPath: string): RouteMatch | null {
  const route = routes.find((candidate) => methodMatches(candidate, method) && cleanedPath.startsWith(candidate.path));
  return route === undefined ? null : { route, rest: cleanedPath.slice(route.path.length) };
}

/** The app proxy's rule: the first route whose method fits and whose path is equal, or `name/*` with something behind. */
export function matchExactly(routes: readonly PluginRoute[], method: string, decodedPath: string): RouteMatch | null {
  for (const route of routes) {
    const rest = methodMatches(route, method) ? restBehind(route.path, decodedPath) : null;
    if (rest !== null) {
      return { route, rest };
    }
  }
  return null;
}

function restBehind(routePath: string, path: string): string | null {
  if (routePath === path) {
    return '';
  }
  const prefix = routePath.endsWith('/*') ? routePath.slice(0, -1) : null;
  return prefix !== null && path.startsWith(prefix) && path.length > prefix.length ? path.slice(prefix.length) : null;
}
