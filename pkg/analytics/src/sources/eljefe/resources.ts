import { type Resources } from '@eljefe/contract';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const figure = (part: unknown, field: string): number | null => {
  const value = isObject(part) ? part[field] : undefined;
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
};

/** D5, S1: `/api/analytics/resources` as host resources; null when it holds none of them. */
export const readResources = (body: unknown, at: number): Resources | null => {
  if (!isObject(body)) {
    return null;
  }
  const resources: Resources = {
    at,
    cpu_percent: figure(body['cpu'], 'current'),
    cpu_cores: figure(body['cpu'], 'cores'),
    memory_percent: figure(body['memory'], 'percent'),
    memory_used_bytes: figure(body['memory'], 'used'),
    memory_total_bytes: figure(body['memory'], 'total'),
    disk_percent: figure(body['disk'], 'percent'),
    disk_used_bytes: figure(body['disk'], 'used'),
    disk_total_bytes: figure(body['disk'], 'total'),
  };
  return resources.cpu_percent === null && resources.memory_percent === null && resources.disk_percent === null
    ? null
    : resources;
};
