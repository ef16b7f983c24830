import { type Column } from './agentGrid.types';
import { type Density, type Layout } from './agentGrid.options';

/** Below this width a table has no room: its rows become a list of cards. */
export const NARROW_PX = 560;

const CARD = { comfortable: { minWidth: 264, height: 134 }, compact: { minWidth: 208, height: 62 } } as const;
const ROW = { comfortable: 44, compact: 28 } as const;
export const GAP_PX = 8;
export const GROUP_PX = 36;

export interface GridMetrics {
  layout: Layout;
  perLine: number;
  rowHeight: number;
}

interface MetricsInput {
  layout: Layout;
  density: Density;
  width: number;
}

/** @returns what fits: the layout really used, cards per line and the height of a strip, in pixels */
export const gridMetrics = ({ layout, density, width }: MetricsInput): GridMetrics => {
  if (layout === 'table' && width >= NARROW_PX) {
    return { layout: 'table', perLine: 1, rowHeight: ROW[density] };
  }
  const { minWidth, height } = CARD[density];
  const perLine = Math.max(1, Math.floor((width + GAP_PX) / (minWidth + GAP_PX)));
  return { layout: 'cards', perLine, rowHeight: height + GAP_PX };
};

interface ColumnSize {
  column: Column | 'status' | 'agent';
  min: number;
  grow: number;
}

const SIZES: readonly ColumnSize[] = [
  { column: 'status', min: 96, grow: 0 },
  { column: 'agent', min: 120, grow: 2 },
  { column: 'type', min: 84, grow: 1 },
  { column: 'task', min: 150, grow: 4 },
  { column: 'progress', min: 176, grow: 2 },
  { column: 'resources', min: 172, grow: 0 },
  { column: 'tokens', min: 68, grow: 0 },
  { column: 'cost', min: 72, grow: 0 },
  { column: 'model', min: 110, grow: 1 },
  { column: 'age', min: 116, grow: 0 },
];

/** Given up first when the table is too narrow. */
const SACRIFICE: readonly Column[] = ['model', 'resources', 'tokens', 'type', 'cost', 'progress', 'task'];

export type TableColumn = ColumnSize['column'];

/** @returns the table's columns that fit beside each other, in order */
export const fitColumns = (wanted: readonly Column[], width: number): TableColumn[] => {
  const isWanted = (column: TableColumn): boolean =>
    column === 'status' || column === 'agent' || wanted.includes(column);
  let columns = SIZES.filter(({ column }) => isWanted(column));
  const widthOf = (list: readonly ColumnSize[]): number => list.reduce((sum, { min }) => sum + min + GAP_PX, GAP_PX);
  for (const column of SACRIFICE) {
    if (widthOf(columns) <= width) {
      break;
    }
    columns = columns.filter((size) => size.column !== column);
  }
  return columns.map(({ column }) => column);
};

/** CSS grid tracks of a row. */
export const columnTracks = (columns: readonly TableColumn[]): string =>
  SIZES.filter(({ column }) => columns.includes(column))
    .map(({ min, grow }) => (grow === 0 ? `${min}px` : `minmax(${min}px, ${grow}fr)`))
    .join(' ');
