import { asBoolean, asRecords, asText, asTexts, type JsonRecord } from '../../shared/json';
import type { DashboardSummary } from '../../shared/workbenchBoot';

export interface DashboardLink {
  title: string;
  url: string;
  tooltip: string;
  newTab: boolean;
  keepTime: boolean;
  includeVars: boolean;
  /** In a menu rather than a button of its own. */
  listed: boolean;
}

/** The links of a dashboard: one of type `dashboards` stands for every dashboard that has all of its tags. */
export function dashboardLinks(model: JsonRecord, dashboards: readonly DashboardSummary[]): DashboardLink[] {
  return asRecords(model['links']).flatMap((link) => {
    const common = {
      tooltip: asText(link['tooltip']),
      newTab: asBoolean(link['targetBlank']),
      keepTime: asBoolean(link['keepTime']),
      includeVars: asBoolean(link['includeVars']),
      listed: asBoolean(link['asDropdown']),
    };
    if (link['type'] !== 'dashboards') {
      return [{ ...common, title: asText(link['title']), url: asText(link['url']) }];
    }
    const tags = asTexts(link['tags']);
    return dashboards
      .filter((other) => other.uid !== model['uid'] && tags.every((tag) => other.tags.includes(tag)))
      .map((other) => ({ ...common, title: other.title, url: `/d/${other.uid}` }));
  });
}

/** Adds the time range and the variables on screen to a link that asks for them. */
export function linkAddress(link: DashboardLink, search: string): string {
  const kept = new URLSearchParams();
  new URLSearchParams(search).forEach((value, name) => {
    const isTime = ['from', 'to', 'timezone'].includes(name);
    if ((isTime && link.keepTime) || (name.startsWith('var-') && link.includeVars)) {
      kept.append(name, value);
    }
  });
  const query = kept.toString();
  return query === '' ? link.url : `${link.url}${link.url.includes('?') ? '&' : '?'}${query}`;
}
