const inside = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/**
 * The dashboard's own refresh. A panel is given no call for it; Grafana keeps the present scene in a global of the page,
 * whose time range can be asked to run all queries again.
 * @returns the call, or null on a host that keeps no such global
 */
export const dashboardRefresh = (page: unknown = window): (() => void) | null => {
  const timeRange = inside(inside(inside(page, '__grafanaSceneContext'), 'state'), '$timeRange');
  const refresh = inside(timeRange, 'onRefresh');
  return typeof refresh === 'function' ? () => void Reflect.apply(refresh, timeRange, []) : null;
};
