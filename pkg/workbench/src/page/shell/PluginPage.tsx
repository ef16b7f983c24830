import { css } from '@emotion/css';
import { PageLayoutType, type GrafanaTheme2, type NavModelItem } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { Tab, TabsBar, useStyles2 } from '@grafana/ui';
import { useLocation } from 'react-router';
import { workbenchBoot } from '../boot';

/** A page of an app: way back, title, actions, tabs, content. A canvas or custom layout has no title of its own. */
export function PluginPage({ children, pageNav, renderTitle, subTitle, actions, info, layout }: PluginPageProps) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  if (layout === PageLayoutType.Canvas || layout === PageLayoutType.Custom) {
    return <div className={styles.page}>{children}</div>;
  }
  const title = pageNav?.text ?? pageName(pathname);
  const tabs = (pageNav?.children ?? []).filter((tab) => tab.hideFromTabs !== true);
  const description = subTitle ?? pageNav?.subTitle;
  return (
    <div className={styles.page}>
      <Trail item={pageNav?.parentItem} here={title} />
      <div className={styles.head}>
        <div>{renderTitle === undefined ? title !== '' && <h1>{title}</h1> : renderTitle(title)}</div>
        {(info ?? []).map((item) => (
          <div key={item.label}>
            <div className={styles.muted}>{item.label}</div>
            {item.value}
          </div>
        ))}
        <div className={styles.actions}>{actions}</div>
      </div>
      {description !== undefined && <div className={styles.muted}>{description}</div>}
      {tabs.length > 0 && (
        <TabsBar>
          {tabs.map((tab) => (
            <Tab
              key={tab.url ?? tab.text}
              label={tab.text}
              active={tab.active}
              href={tab.url}
              counter={tab.tabCounter}
            />
          ))}
        </TabsBar>
      )}
      <div className={styles.content}>{children}</div>
    </div>
  );
}

/** A page that names itself nowhere bears the name that the app's plugin.json gives it. */
function pageName(pathname: string): string {
  const { apps } = workbenchBoot();
  const pages = apps.flatMap((app) => app.includes ?? []);
  return pages.find((page) => page.path === pathname)?.name ?? '';
}

function Trail({ item, here }: { item: NavModelItem | undefined; here: string }) {
  const styles = useStyles2(getStyles);
  const items: NavModelItem[] = [];
  for (let next = item; next !== undefined; next = next.parentItem) {
    items.unshift(next);
  }
  return items.length === 0 ? null : (
    <nav aria-label="Breadcrumbs" className={styles.muted}>
      {items.map((step) => (
        <span key={step.url ?? step.text}>
          <a href={step.url}>{step.text}</a> /{' '}
        </span>
      ))}
      <span aria-current="page">{here}</span>
    </nav>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'flex',
    flexDirection: 'column',
    flex: 1,
    minWidth: 0,
    gap: theme.spacing(1),
    padding: theme.spacing(2),
    [theme.breakpoints.down('sm')]: { padding: theme.spacing(1) },
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: theme.spacing(1, 3) }),
  actions: css({ marginLeft: 'auto', display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  muted: css({ color: theme.colors.text.secondary }),
  content: css({ flex: 1, display: 'flex', flexDirection: 'column', minWidth: 0 }),
});
