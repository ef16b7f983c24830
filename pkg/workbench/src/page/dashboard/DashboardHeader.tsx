import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { LinkButton, useStyles2 } from '@grafana/ui';
import { useLocation } from 'react-router';
import { asBoolean, asRecords, asText, asTexts, type JsonRecord } from '../../shared/json';
import type { DashboardSummary } from '../../shared/workbenchBoot';
import { workbenchBoot } from '../boot';

/** Title of a dashboard and its links to other dashboards and pages. */
export function DashboardHeader({ model }: { model: JsonRecord }) {
  const styles = useStyles2(getStyles);
  const { search } = useLocation();
  const links = dashboardLinks(model, workbenchBoot().dashboards);
  return (
    <div className={styles.head}>
      <h1 className={styles.title}>{asText(model['title'], 'Dashboard')}</h1>
      {links.map((link) => (
        <LinkButton
          key={`${link.title} ${link.url}`}
          size="sm"
          variant="secondary"
          icon="external-link-alt"
          href={keep(link, search)}
          target={link.newTab ? '_blank' : undefined}
          tooltip={link.tooltip}
        >
          {link.title}
        </LinkButton>
      ))}
    </div>
  );
}

export interface DashboardLink {
  title: string;
  url: string;
  tooltip: string;
  newTab: boolean;
  keepTime: boolean;
  includeVars: boolean;
}

/** The links of a dashboard: one of type `dashboards` stands for every dashboard that has all of its tags. */
export function dashboardLinks(model: JsonRecord, dashboards: readonly DashboardSummary[]): DashboardLink[] {
  return asRecords(model['links']).flatMap((link) => {
    const common = {
      tooltip: asText(link['tooltip']),
      newTab: asBoolean(link['targetBlank']),
      keepTime: asBoolean(link['keepTime']),
      includeVars: asBoolean(link['includeVars']),
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
function keep(link: DashboardLink, search: string): string {
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

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 2, 0),
  }),
  title: css({ fontSize: theme.typography.h3.fontSize, margin: 0, marginRight: theme.spacing(1) }),
});
