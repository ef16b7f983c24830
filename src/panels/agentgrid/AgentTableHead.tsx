import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { type Sort, type SortKey } from './agentGrid.types';
import { columnTracks, type TableColumn } from './gridMetrics';

const HEADS: Readonly<Record<TableColumn, { title: string; sort: SortKey | null }>> = {
  status: {
    get title() {
      return t('agentgrid.head.status', 'Status');
    },
    sort: 'condition',
  },
  agent: {
    get title() {
      return t('agentgrid.head.agent', 'Agent');
    },
    sort: 'agent',
  },
  type: {
    get title() {
      return t('agentgrid.head.type', 'Type');
    },
    sort: 'type',
  },
  task: {
    get title() {
      return t('agentgrid.head.task', 'Task and step');
    },
    sort: null,
  },
  progress: {
    get title() {
      return t('agentgrid.head.progress', 'Progress or time');
    },
    sort: 'elapsed',
  },
  resources: {
    get title() {
      return t('agentgrid.head.resources', 'Resources');
    },
    sort: null,
  },
  tokens: {
    get title() {
      return t('agentgrid.head.tokens', 'Tokens');
    },
    sort: 'tokens',
  },
  cost: {
    get title() {
      return t('agentgrid.head.cost', 'Cost');
    },
    sort: 'cost',
  },
  model: {
    get title() {
      return t('agentgrid.head.model', 'Model');
    },
    sort: null,
  },
  age: {
    get title() {
      return t('agentgrid.head.age', 'Last news');
    },
    sort: 'age',
  },
};

interface Props {
  columns: readonly TableColumn[];
  sort: Sort;
  onSort: (sort: Sort) => void;
}

/** Head of the table; a press sorts, a second one turns the order round. */
export const AgentTableHead = ({ columns, sort, onSort }: Props) => {
  const styles = useStyles2(getStyles);
  const press = (key: SortKey): void => onSort({ key, descending: sort.key === key && !sort.descending });
  return (
    <div role="row" aria-rowindex={1} className={styles.head} style={{ gridTemplateColumns: columnTracks(columns) }}>
      {columns.map((column, index) => {
        const { title, sort: key } = HEADS[column];
        const sorted = key !== null && key === sort.key;
        return (
          <div
            key={column}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
            className={cx(styles.cell, (column === 'tokens' || column === 'cost') && styles.number)}
          >
            {key === null ? (
              title
            ) : (
              <button type="button" className={styles.button} onClick={() => press(key)}>
                {title}
                {sorted && <Icon name={sort.descending ? 'arrow-up' : 'arrow-down'} size="sm" aria-hidden />}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'grid',
    alignItems: 'center',
    columnGap: theme.spacing(1),
    height: theme.spacing(4),
    padding: theme.spacing(0, 1),
    borderBottom: `1px solid ${theme.colors.border.medium}`,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  cell: css({ overflow: 'hidden', whiteSpace: 'nowrap', minWidth: 0 }),
  number: css({ textAlign: 'right' }),
  button: css({
    display: 'inline-flex',
    alignItems: 'center',
    padding: 0,
    border: 0,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    cursor: 'pointer',
    '&:hover': { color: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
});
