import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

import { t } from '../core/i18n/t';
import { sortRecords, type SortOrder, type SortValue } from './sortRecords';
import { useHeldOrder } from './useHeldOrder';

export interface RecordColumn<T> {
  id: string;
  header: string;
  cell: (record: T) => ReactNode;
  /** Makes the column sortable. Null sorts last either way. */
  sortBy?: (record: T) => SortValue;
  align?: 'right';
  /** Its cell names the record: it is the row's header. */
  isName?: boolean;
  /** Takes the room that is left. */
  grow?: boolean;
}

interface Props<T> {
  label: string;
  columns: ReadonlyArray<RecordColumn<T>>;
  records: readonly T[];
  keyOf: (record: T) => string;
  order: SortOrder | null;
  onOrder: (order: SortOrder) => void;
}

const next = (order: SortOrder | null, id: string): SortOrder => ({
  id,
  direction: order?.id === id && order.direction === 'ascending' ? 'descending' : 'ascending',
});

/**
 * Records as a table; where it is narrow, each record as a card with its labels. Rows keep their places while the pointer
 * or the focus is in the table.
 */
export const RecordTable = <T,>({ label, columns, records, keyOf, order, onOrder }: Props<T>) => {
  const styles = useStyles2(getStyles);
  const sortBy = columns.find(({ id }) => id === order?.id)?.sortBy;
  const sorted = sortBy && order ? sortRecords(records, sortBy, order.direction) : records;
  const { shown, arrived, handlers } = useHeldOrder(sorted, keyOf, `${order?.id}/${order?.direction}`);
  return (
    <div className={styles.frame} {...handlers}>
      {arrived > 0 && (
        <div className={styles.arrived} role="status">
          {t('components.record-table.arrived', '{{number}} new', { number: arrived })}
        </div>
      )}
      {/* The display of a card takes a table's meaning away, so that the roles are said. */}
      <table className={styles.table} role="table" aria-label={label}>
        <thead role="rowgroup" className={styles.head}>
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.id}
                role="columnheader"
                scope="col"
                className={cx(styles.cell, styles.title, column.align === 'right' && styles.right)}
                aria-sort={order?.id === column.id ? order.direction : undefined}
              >
                {column.sortBy ? (
                  <button type="button" className={styles.sort} onClick={() => onOrder(next(order, column.id))}>
                    {column.header}
                    {order?.id === column.id && (
                      <Icon name={order.direction === 'ascending' ? 'arrow-up' : 'arrow-down'} size="sm" aria-hidden />
                    )}
                  </button>
                ) : (
                  column.header
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((record) => (
            <tr key={keyOf(record)} role="row" className={styles.row}>
              {columns.map((column) => {
                const Cell = column.isName ? 'th' : 'td';
                return (
                  <Cell
                    key={column.id}
                    role={column.isName ? 'rowheader' : 'cell'}
                    {...(column.isName ? { scope: 'row' as const } : {})}
                    data-label={column.isName ? undefined : column.header}
                    className={cx(
                      styles.cell,
                      styles.value,
                      column.align === 'right' && styles.right,
                      column.grow && styles.grow
                    )}
                  >
                    {column.cell(record)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const CARDS = '@container (max-width: 640px)';

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ containerType: 'inline-size', position: 'relative', minWidth: 0 }),
  arrived: css({
    position: 'absolute',
    right: theme.spacing(1),
    top: theme.spacing(0.5),
    padding: theme.spacing(0, 1),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.canvas,
    border: `1px solid ${theme.colors.primary.border}`,
    fontSize: theme.typography.bodySmall.fontSize,
    zIndex: 1,
  }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    [CARDS]: { display: 'block', '& tbody': { display: 'block' } },
  }),
  head: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    // On cards the sorting stays within reach, as a line of words.
    [CARDS]: {
      display: 'block',
      '& tr': { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1.5) },
      '& th:not(:has(button))': { display: 'none' },
      '& th': { padding: theme.spacing(0.5, 0) },
    },
  }),
  sort: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    minHeight: 24,
    padding: 0,
    border: 'none',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    fontWeight: theme.typography.fontWeightMedium,
    cursor: 'pointer',
    '&:hover': { color: theme.colors.text.primary, textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
  row: css({
    borderTop: `1px solid ${theme.colors.border.weak}`,
    '&:hover': { background: theme.colors.action.hover },
    [CARDS]: {
      display: 'block',
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
      padding: theme.spacing(1),
      marginBottom: theme.spacing(1),
    },
  }),
  cell: css({
    padding: theme.spacing(0.75, 1),
    textAlign: 'left',
    verticalAlign: 'top',
    fontWeight: theme.typography.fontWeightRegular,
  }),
  title: css({ verticalAlign: 'middle' }),
  value: css({
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
    [CARDS]: {
      display: 'flex',
      justifyContent: 'space-between',
      gap: theme.spacing(2),
      padding: theme.spacing(0.25, 0),
      textAlign: 'right',
      '&[data-label]::before': {
        content: 'attr(data-label)',
        color: theme.colors.text.secondary,
        flexShrink: 0,
        textAlign: 'left',
      },
      '&:not([data-label])': { textAlign: 'left', justifyContent: 'flex-start' },
    },
  }),
  right: css({ textAlign: 'right', whiteSpace: 'nowrap' }),
  grow: css({ width: '40%', [CARDS]: { width: 'auto' } }),
});
