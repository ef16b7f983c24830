import { pageUrl, type RouteName } from '../../constants';

/** Time range, time zone and data source travel along with every link. */
const CARRIED = ['from', 'to', 'timezone', 'var-datasource'] as const;

/**
 * The address of a page.
 * @param params parameters of the page itself; null and empty ones are left out
 * @param search the present page's query
 */
export const pageLink = (
  route: RouteName,
  params: Readonly<Record<string, string | null>>,
  search: URLSearchParams
): string => {
  const query = new URLSearchParams();
  for (const name of CARRIED) {
    const value = search.get(name);
    if (value) {
      query.set(name, value);
    }
  }
  for (const [name, value] of Object.entries(params)) {
    if (value) {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return text === '' ? pageUrl(route) : `${pageUrl(route)}?${text}`;
};

export const sessionLink = (session: { sessionId: string; source: string | null }, search: URLSearchParams): string =>
  pageLink('session', { 'var-session': session.sessionId, 'var-source': session.source }, search);

export type AgentBy = 'agent_type' | 'agent';

export const agentLink = (by: AgentBy, name: string, search: URLSearchParams): string =>
  pageLink('agent', { [`var-${by}`]: name }, search);
