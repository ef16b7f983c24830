import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useLocation } from 'react-router';
import { Component, type ReactNode } from 'react';
import { workbenchBoot } from '../boot';
import { visiblePages } from '../pages/visiblePages';
import { Failure } from './Failure';

/** The bar with the notice that this is not Grafana, the way to every page, and the page itself. */
export function Frame({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  const { pathname, search } = useLocation();
  const boot = workbenchBoot();
  const links = [
    { href: '/', text: 'Start' },
    ...visiblePages(boot).map((page) => ({ href: page.path, text: page.name })),
    { href: '/explore', text: 'Explore' },
  ];
  const isKiosk = new URLSearchParams(search).has('kiosk');
  return (
    <div className={styles.page}>
      {!isKiosk && (
        <header className={styles.bar}>
          <span className={styles.notice} title="Made of Grafana's published libraries; see the workbench's README">
            Workbench <em>(not Grafana)</em>
          </span>
          <nav aria-label="Pages" className={styles.links}>
            {links.map((link) => (
              <a
                key={link.href}
                href={link.href}
                className={styles.link}
                aria-current={link.href === pathname ? 'page' : undefined}
              >
                {link.text}
              </a>
            ))}
          </nav>
          <span className={styles.role}>{boot.role}</span>
        </header>
      )}
      <main className={styles.main}>
        <Boundary key={pathname}>{children}</Boundary>
      </main>
    </div>
  );
}

/** Keeps a page that fails from taking the frame with it. */
class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render() {
    return this.state.error === null ? (
      this.props.children
    ) : (
      <Failure what="This page failed" error={this.state.error} />
    );
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'flex',
    flexDirection: 'column',
    minHeight: '100%',
    background: theme.colors.background.canvas,
  }),
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(0.75, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  notice: css({ fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap' }),
  links: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2), flex: '1 1 300px', minWidth: 0 }),
  link: css({
    padding: theme.spacing(0.5, 0),
    color: theme.colors.text.secondary,
    whiteSpace: 'nowrap',
    '&:hover': { color: theme.colors.text.primary, textDecoration: 'underline' },
    '&[aria-current]': { color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium },
  }),
  role: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  main: css({ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }),
});
