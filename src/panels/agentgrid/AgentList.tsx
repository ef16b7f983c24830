import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState, type ReactNode } from 'react';

import { useHold } from '../../components/useHold';
import { useWindow } from '../../components/useWindow';
import { AgentCard } from './AgentCard';
import { agentLines, type AgentLine } from './agentLines';
import { AgentTableHead } from './AgentTableHead';
import { AgentTableRow } from './AgentTableRow';
import { type AgentRow, type Sort } from './agentGrid.types';
import { arrangeAgents } from './arrangeAgents';
import { type AgentFilter } from './filterAgents';
import { GAP_PX, GROUP_PX, type GridMetrics } from './gridMetrics';
import { GroupHeader } from './GroupHeader';
import { type RowSetting } from './rowProps';
import { type ViewSetting } from './Toolbar';
import { useHeldArrangement } from './useHeldArrangement';
import { lineOf, useRovingFocus } from './useRovingFocus';

interface Props {
  rows: readonly AgentRow[];
  filter: AgentFilter;
  view: ViewSetting;
  metrics: GridMetrics;
  setting: RowSetting;
  activeKey: string | null;
  onSort: (sort: Sort) => void;
  fallbackHeight: number;
  /** Shown when the filter leaves nothing. */
  nothing: ReactNode;
}

const firstKey = (lines: readonly AgentLine[]): string | null => {
  const line = lines.find(({ kind }) => kind === 'rows');
  return line?.kind === 'rows' ? (line.keys[0] ?? null) : null;
};

/** The scrolling list: strips in sight only, in an order that stays still under the reader's pointer. */
export const AgentList = ({
  rows,
  filter,
  view,
  metrics,
  setting,
  activeKey,
  onSort,
  fallbackHeight,
  nothing,
}: Props) => {
  const styles = useStyles2(getStyles);
  const [toggled, setToggled] = useState<Readonly<Record<string, boolean>>>({});
  const { held, handlers } = useHold();
  const { sort, groupBy } = view;
  const byKey = useMemo(() => new Map(rows.map((row) => [row.key, row])), [rows]);
  const fresh = useMemo(
    () => arrangeAgents({ rows, filter, sort, groupBy, toggled }),
    [rows, filter, sort, groupBy, toggled]
  );
  const viewKey = JSON.stringify([filter, sort, groupBy, toggled]);
  const { arrangement, rowOf, newCount, outOfPlace, release } = useHeldArrangement({
    arrangement: fresh,
    rows: byKey,
    viewKey,
    held,
  });
  const { layout, perLine, rowHeight } = metrics;
  const lines = useMemo(
    () => agentLines({ arrangement, perLine, rowHeight, groupHeight: GROUP_PX }),
    [arrangement, perLine, rowHeight]
  );
  const heights = useMemo(() => lines.map(({ height }) => height), [lines]);
  const { ref, strips, totalHeight, onScroll, scrollTo } = useWindow({
    heights,
    fallbackHeight,
    keep: lineOf(lines, activeKey),
  });
  const tabStop = lineOf(lines, activeKey) >= 0 ? activeKey : firstKey(lines);
  const { onKeyDown } = useRovingFocus({
    lines,
    area: ref,
    scrollTo,
    onOpen: setting.onOpen,
    activeKey: tabStop,
    onActive: setting.onFocusRow,
  });

  if (lines.length === 0) {
    return <>{nothing}</>;
  }
  const isTable = layout === 'table';
  const headRows = isTable ? 1 : 0;
  const drawLine = (line: AgentLine, index: number): ReactNode => {
    if (line.kind === 'group') {
      return (
        <GroupHeader
          group={line.group}
          rowIndex={index + headRows + 1}
          onToggle={(id, collapsed) => setToggled((old) => ({ ...old, [id]: collapsed }))}
        />
      );
    }
    const Item = isTable ? AgentTableRow : AgentCard;
    return line.keys.map((key, column) => {
      const found = rowOf(key);
      return found === null ? null : (
        <Item
          key={key}
          row={found.row}
          gone={found.gone}
          setting={setting}
          active={key === tabStop}
          rowIndex={index + headRows + 1}
          colIndex={column + 1}
        />
      );
    });
  };

  return (
    <div
      className={styles.grid}
      role="grid"
      aria-label="Agents"
      aria-rowcount={lines.length + headRows}
      aria-colcount={isTable ? setting.columns.length : perLine}
    >
      {isTable && (
        <div role="rowgroup">
          <AgentTableHead columns={setting.columns} sort={sort} onSort={onSort} />
        </div>
      )}
      <div ref={ref} className={styles.area} onScroll={onScroll} onKeyDown={onKeyDown} role="rowgroup" {...handlers}>
        <div style={{ height: totalHeight }} role="presentation" />
        {strips.map(({ index, top }) => {
          const line = lines[index];
          if (!line) {
            return null;
          }
          const isCards = line.kind === 'rows' && !isTable;
          return (
            <div
              key={line.id}
              role={isCards ? 'row' : 'presentation'}
              aria-rowindex={isCards ? index + 1 : undefined}
              className={styles.strip}
              style={{
                top,
                height: isCards ? line.height - GAP_PX : line.height,
                ...(isCards && { gridTemplateColumns: `repeat(${perLine}, minmax(0, 1fr))`, columnGap: GAP_PX }),
              }}
            >
              {drawLine(line, index)}
            </div>
          );
        })}
      </div>
      {held && (newCount > 0 || outOfPlace) && (
        <div className={styles.waiting}>
          <Button size="sm" variant="secondary" icon="sync" onClick={release}>
            {newCount > 0 ? `${newCount} new, update the list` : 'Order has changed, update the list'}
          </Button>
        </div>
      )}
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({ position: 'relative', flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }),
  area: css({
    position: 'relative',
    flex: 1,
    minHeight: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    overflowAnchor: 'none',
  }),
  strip: css({ position: 'absolute', left: 0, right: 0, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' }),
  waiting: css({
    position: 'absolute',
    zIndex: 1,
    bottom: theme.spacing(1),
    left: 0,
    right: 0,
    display: 'flex',
    justifyContent: 'center',
    pointerEvents: 'none',
    '& > *': { pointerEvents: 'auto', boxShadow: theme.shadows.z2 },
  }),
});
