/**
 * A path with empty, `.` and `..` segments resolved as written: encoded dots (`%2e`) stay, so that the upstream gets
 * them just as Grafana would pass them on. Without leading slash; a trailing one is kept.
 */
export function cleanPath(rawPath: string): string {
  const kept: string[] = [];
  for (const segment of rawPath.split('/')) {
    if (segment === '..') {
      kept.pop();
    } else if (segment !== '' && segment !== '.') {
      kept.push(segment);
    }
  }
  const cleaned = kept.join('/');
  return rawPath.endsWith('/') && cleaned !== '' ? `${cleaned}/` : cleaned;
}

/** Joins two parts of a URL path with exactly one slash; an empty second part adds nothing. */
export function joinPath(base: string, rest: string): string {
  return rest === '' ? base : `${base.replace(/\/+$/, '')}/${rest.replace(/^\/+/, '')}`;
}
