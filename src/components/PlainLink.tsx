import { css, cx } from '@emotion/css';
import { type GrafanaTheme2, locationUtil, textUtil } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

interface Props {
  /** An address inside of Grafana, without its base. */
  href: string;
  strong?: boolean;
  children: ReactNode;
}

/** A link to another page of Grafana; Grafana follows it without a reload. */
export const PlainLink = ({ href, strong = false, children }: Props) => {
  const styles = useStyles2(getStyles);
  return (
    <a
      href={textUtil.sanitizeUrl(locationUtil.assureBaseUrl(href))}
      className={cx(styles.link, strong && styles.strong)}
    >
      {children}
    </a>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({
    color: theme.colors.text.link,
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
  strong: css({ fontWeight: theme.typography.fontWeightMedium }),
});
