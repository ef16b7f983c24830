import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Dropdown, LinkButton, Menu, useStyles2 } from '@grafana/ui';
import { useLocation } from 'react-router';
import { asText, type JsonRecord } from '../../shared/json';
import { workbenchBoot } from '../boot';
import { dashboardLinks, linkAddress } from './dashboardLinks';
import { unknownVariables } from './unknownVariables';

/** Title of a dashboard and its links to other dashboards and pages. */
export function DashboardHeader({ model }: { model: JsonRecord }) {
  const styles = useStyles2(getStyles);
  const { search } = useLocation();
  const links = dashboardLinks(model, workbenchBoot().dashboards);
  const missing = unknownVariables(model);
  return (
    <div className={styles.head}>
      <h1 className={styles.title}>{asText(model['title'], 'Dashboard')}</h1>
      {missing.length > 0 && <span>Variables not in the workbench: {missing.join(', ')}</span>}
      {links.some(({ listed }) => listed) && (
        <Dropdown
          overlay={
            <Menu>
              {links
                .filter(({ listed }) => listed)
                .map((link) => (
                  <Menu.Item key={link.url} label={link.title} url={linkAddress(link, search)} />
                ))}
            </Menu>
          }
        >
          <Button size="sm" variant="secondary" icon="bars">
            Dashboards
          </Button>
        </Dropdown>
      )}
      {links
        .filter(({ listed }) => !listed)
        .map((link) => (
          <LinkButton
            key={`${link.title} ${link.url}`}
            size="sm"
            variant="secondary"
            icon="external-link-alt"
            href={linkAddress(link, search)}
            target={link.newTab ? '_blank' : undefined}
            tooltip={link.tooltip}
          >
            {link.title}
          </LinkButton>
        ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  }),
  title: css({ fontSize: theme.typography.h3.fontSize, margin: 0, marginRight: theme.spacing(1) }),
});
