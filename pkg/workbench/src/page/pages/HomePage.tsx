import { config, PluginPage } from '@grafana/runtime';
import { Alert, TextLink } from '@grafana/ui';
import { css } from '@emotion/css';
import { workbenchBoot } from '../boot';
import { visiblePages } from './visiblePages';

/** The first screen: what this is, and the way to every dashboard, app page and data source. */
export function HomePage() {
  const boot = workbenchBoot();
  const datasources = Object.values(config.datasources);
  return (
    <PluginPage pageNav={{ text: 'Workbench' }}>
      <div>
        <Alert severity="info" title="This is not Grafana">
          The workbench draws the built bundle with Grafana&apos;s published libraries ({config.buildInfo.version}).
          Core panels are approximations; alerting, editing and permissions are not here. What counts is a real Grafana.
        </Alert>
      </div>
      <div className={columns}>
        <section aria-labelledby="home-dashboards">
          <h2 id="home-dashboards">Dashboards</h2>
          {boot.dashboards.length === 0 && <p>No dashboard is provisioned.</p>}
          <ul className={list}>
            {boot.dashboards.map((dashboard) => (
              <li key={dashboard.uid}>
                <TextLink href={`/d/${dashboard.uid}`}>{dashboard.title}</TextLink> · {dashboard.folder},{' '}
                {dashboard.panelCount} panels
                {dashboard.description !== '' && <div>{dashboard.description}</div>}
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="home-pages">
          <h2 id="home-pages">App pages</h2>
          <ul className={list}>
            {visiblePages(boot).map((page) => (
              <li key={page.path}>
                <TextLink href={page.path}>{page.name}</TextLink>
              </li>
            ))}
          </ul>
          <h2>Data sources</h2>
          <ul className={list}>
            {datasources.map((datasource) => (
              <li key={datasource.uid}>
                <TextLink href={`/connections/datasources/edit/${datasource.uid}`}>{datasource.name}</TextLink> ·{' '}
                {datasource.meta.module ? datasource.type : `${datasource.type} (not in the workbench)`}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </PluginPage>
  );
}

const columns = css({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))',
  gap: 24,
});
const list = css({ paddingLeft: 20, '& > li': { marginBottom: 8 } });
