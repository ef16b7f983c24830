import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { memo, type ReactNode } from 'react';

import { Age } from '../../components/Age';
import { byCondition } from '../../components/byCondition';
import { ConditionMark } from '../../components/ConditionMark';
import { conditionPaint } from '../../components/conditionLook';
import { t } from '../../core/i18n/t';
import { spokenName, statusWord, storyText } from './agentName';
import { AgentTitle } from './AgentTitle';
import { columnTracks, type TableColumn } from './gridMetrics';
import { Measures, resourceMeasures } from './Measures';
import { ProgressOrElapsed } from './ProgressOrElapsed';
import { type RowProps } from './rowProps';

const cellContent = (column: TableColumn, { row, setting, gone }: RowProps): ReactNode => {
  const { formats, links, timeZone } = setting;
  const exact = row.newsAtMs === null ? undefined : dateTimeFormat(row.newsAtMs, { timeZone });
  switch (column) {
    case 'status':
      return <ConditionMark condition={row.condition} word={statusWord(row)} />;
    case 'agent':
      return <AgentTitle row={row} link={links.main(row)} />;
    case 'type':
      return row.agentType;
    case 'task':
      return storyText(row);
    case 'progress':
      return <ProgressOrElapsed row={row} />;
    case 'resources':
      return <Measures measures={resourceMeasures(row, formats)} />;
    case 'tokens':
      return row.tokens === null ? null : formats.tokens(row.tokens);
    case 'cost':
      return row.costUsd === null ? null : formats.cost(row.costUsd);
    case 'model':
      return row.model;
    case 'age':
      return gone ? (
        t('agentgrid.card.left', 'left the data')
      ) : (
        <Age sinceMs={row.newsAtMs} stale={row.stale} exact={exact} />
      );
  }
};

const titleOf = (column: TableColumn, { row }: RowProps): string | undefined =>
  column === 'task' ? (storyText(row) ?? undefined) : column === 'model' ? (row.model ?? undefined) : undefined;

/** One agent as a table row. */
const AgentTableRowInner = (props: RowProps) => {
  const { row, setting, active, gone, rowIndex } = props;
  const styles = useStyles2(getStyles);
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      aria-label={spokenName(row)}
      tabIndex={active ? 0 : -1}
      data-agent-row={row.key}
      className={[
        styles.row,
        row.condition === 'failed' ? styles.failed : '',
        row.stale || gone ? styles.faded : '',
      ].join(' ')}
      style={{ gridTemplateColumns: columnTracks(setting.columns) }}
      onFocus={() => setting.onFocusRow(row.key)}
      onClick={() => setting.onOpen(row.key)}
    >
      {setting.columns.map((column, index) => (
        <div
          key={column}
          role="gridcell"
          aria-colindex={index + 1}
          className={column === 'tokens' || column === 'cost' ? styles.number : styles.cell}
          title={titleOf(column, props)}
          data-value={column === 'status' || column === 'agent' ? undefined : true}
        >
          {index === 0 && <span className={styles.stripe[row.condition]} aria-hidden />}
          {cellContent(column, props)}
        </div>
      ))}
    </div>
  );
};
export const AgentTableRow = memo(AgentTableRowInner);

const CELL = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 } as const;

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    position: 'relative',
    display: 'grid',
    alignItems: 'center',
    columnGap: theme.spacing(1),
    height: '100%',
    padding: theme.spacing(0, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  failed: css({ background: theme.colors.error.transparent }),
  faded: css({ '& [data-value]': { color: theme.colors.text.secondary, filter: 'grayscale(1)' } }),
  stripe: byCondition((condition) =>
    css({
      position: 'absolute',
      left: 0,
      top: 2,
      bottom: 2,
      width: 4,
      borderRadius: theme.shape.radius.default,
      background: conditionPaint(theme, condition),
    })
  ),
  cell: css(CELL),
  number: css({ ...CELL, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }),
});
