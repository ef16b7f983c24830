import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState, type ReactNode } from 'react';

import { useHold } from '../../components/useHold';
import { useWindow } from '../../components/useWindow';
import { t } from '../../core/i18n/t';
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

interface Place {
  top: number;
  column: number;
  perLine: number;
  line: AgentLine;
}

const cardPlace = ({ top, column, perLine, line }: Place): React.CSSProperties => ({
  top,
  left: `calc((100% + ${GAP_PX}px) / ${perLine} * ${column})`,
  width: `calc((100% + ${GAP_PX}px) / ${perLine} - ${GAP_PX}px)`,
  height: line.height - GAP_PX,
});

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

  const isTable = layout === 'table';
  const Item = isTable ? AgentTableRow : AgentCard;
  const headRows = isTable ? 1 : 0;
  const toggle = (id: string, collapsed: boolean): void => setToggled((old) => ({ ...old, [id]: collapsed }));

  // Each row is placed by itself and keyed by its identity: when the order changes it moves, and is not drawn anew.
  // All rows are siblings for React, whatever line they are in: a list within the list would be keyed by its place, and
  // each line scrolled away would draw all others anew.
  const drawLine = (line: AgentLine, top: number, rowIndex: number): ReactNode[] =>
    line.kind === 'group'
      ? [
          <div
            key={line.id}
            role="presentation"
            className={styles.place}
            style={{ top, height: line.height, width: '100%' }}
          >
            <GroupHeader group={line.group} inTable={isTable} rowIndex={rowIndex} onToggle={toggle} />
          </div>,
        ]
      : line.keys.map((key, column) => {
          const found = rowOf(key);
          return found === null ? null : (
            <div
              key={key}
              role="presentation"
              className={styles.place}
              style={isTable ? { top, width: '100%', height: line.height } : cardPlace({ top, column, perLine, line })}
            >
              <Item row={found.row} gone={found.gone} setting={setting} active={key === tabStop} rowIndex={rowIndex} />
            </div>
          );
        });

  const list = (
    <div
      className={styles.grid}
      {...(isTable && {
        role: 'grid',
        'aria-label': t('agentgrid.agents_label', 'Agents'),
        'aria-rowcount': lines.length + 1,
      })}
    >
      {isTable && (
        <div role="rowgroup">
          <AgentTableHead columns={setting.columns} sort={sort} onSort={onSort} />
        </div>
      )}
      <div
        ref={ref}
        className={styles.area}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        role={isTable ? 'rowgroup' : 'list'}
        aria-label={isTable ? undefined : t('agentgrid.agents_label', 'Agents')}
      >
        <div style={{ height: totalHeight }} role="presentation" />
        {strips.flatMap(({ index, top }) => {
          const line = lines[index];
          return line ? drawLine(line, top, index + headRows + 1) : [];
        })}
      </div>
    </div>
  );

  return (
    <div className={styles.outer}>
      {/* Stays when the list goes, so that a hold always ends. */}
      <div className={styles.grid} {...handlers}>
        {lines.length === 0 ? nothing : list}
      </div>
      {held && (newCount > 0 || outOfPlace) && (
        <div className={styles.waiting}>
          <Button size="sm" variant="secondary" icon="sync" onClick={release}>
            {newCount > 0
              ? t('agentgrid.list.new', '{{count}} new, update the list', { count: newCount })
              : t('agentgrid.list.moved', 'Order has changed, update the list')}
          </Button>
        </div>
      )}
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  outer: css({ position: 'relative', flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }),
  grid: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }),
  area: css({
    position: 'relative',
    flex: 1,
    minHeight: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    overflowAnchor: 'none',
  }),
  place: css({ position: 'absolute', contain: 'strict' }),
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
