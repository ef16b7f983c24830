import { type TimeZone } from '@grafana/schema';

import { type AgentFormats } from './agentFormats';
import { type Density } from './agentGrid.options';
import { type AgentRow } from './agentGrid.types';
import { type AgentLinks } from './agentLinks';
import { type TableColumn } from './gridMetrics';

/** What every drawn row shares. One object that changes only with options, so that rows stay memoised. */
export interface RowSetting {
  density: Density;
  columns: readonly TableColumn[];
  formats: AgentFormats;
  links: AgentLinks;
  timeZone: TimeZone;
  onOpen: (key: string) => void;
  onFocusRow: (key: string) => void;
}

export interface RowProps {
  row: AgentRow;
  setting: RowSetting;
  /** The one row that Tab reaches. */
  active: boolean;
  /** Left the data while the reader's pointer kept the list still. */
  gone: boolean;
  /** Line in the whole grid, from 1. */
  rowIndex: number;
}
