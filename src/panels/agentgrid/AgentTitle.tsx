import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { type AgentRow } from './agentGrid.types';
import { type AgentLink } from './agentLinks';

interface Props {
  row: AgentRow;
  link: AgentLink | null;
}

/** The agent's name; a link where there is somewhere to go. Enter on the row clicks it. */
export const AgentTitle = ({ row, link }: Props) => {
  const styles = useStyles2(getStyles);
  return link ? (
    <a
      className={styles.title}
      href={link.href}
      target={link.target}
      rel={link.target === '_blank' ? 'noopener noreferrer' : undefined}
      tabIndex={-1}
      title={row.agent}
      onClick={(event) => event.stopPropagation()}
    >
      {row.agent}
    </a>
  ) : (
    <span className={styles.title} title={row.agent}>
      {row.agent}
    </span>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({
    fontWeight: theme.typography.fontWeightMedium,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    minWidth: 0,
    color: theme.colors.text.primary,
    'a&:hover': { textDecoration: 'underline' },
  }),
});
