import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import { DashboardLinkBuilder, DashboardLinkType, type DashboardLink } from '@grafana/grafana-foundation-sdk/dashboard';

import { APP_ID } from '../../names';

/** Where a panel or dashboard leads on. */
export interface Leading {
  title: string;
  url: string;
}

/** A link of a panel; time range and variables go along. */
export const panelLink = ({ title, url }: Leading): Builder<DashboardLink> =>
  new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Link)
    .url(`${url}${url.includes('?') ? '&' : '?'}\${__url_time_range}&\${__all_variables}`);

const to = (title: string, icon: string, url: string): DashboardLinkBuilder =>
  new DashboardLinkBuilder(title).type(DashboardLinkType.Link).icon(icon).url(url).keepTime(true);

/** The global bar of every dashboard (V4): all the others with range and variables, the app, settings and help. */
export const globalBar = (): Array<Builder<DashboardLink>> => [
  new DashboardLinkBuilder('Dashboards')
    .type(DashboardLinkType.Dashboards)
    .tags(['eljefe'])
    .asDropdown(true)
    .includeVars(true)
    .keepTime(true),
  to('El Jefe', 'apps', `/a/${APP_ID}`),
  to('Settings', 'cog', `/plugins/${APP_ID}?page=configuration`),
  to('Help', 'question', `/plugins/${APP_ID}`),
];
