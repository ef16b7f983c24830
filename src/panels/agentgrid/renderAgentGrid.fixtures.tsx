import {
  EventBusSrv,
  getDefaultTimeRange,
  LoadingState,
  type DataFrame,
  type PanelData,
  type PanelProps,
} from '@grafana/data';
import { render } from '@testing-library/react';
import React from 'react';

import { AgentGridPanel } from './AgentGridPanel';
import { DEFAULT_OPTIONS, type AgentGridOptions } from './agentGrid.options';

const noop = (): void => undefined;

export interface DrawRequest {
  series: DataFrame[];
  data?: Partial<PanelData>;
  options?: Partial<AgentGridOptions>;
  timeZone?: string;
  width?: number;
  height?: number;
}

const propsOf = ({ series, data, options = {}, timeZone = 'utc', width = 1_000, height = 600 }: DrawRequest) => {
  const timeRange = getDefaultTimeRange();
  const props: PanelProps<AgentGridOptions> = {
    id: 1,
    data: { state: LoadingState.Done, series, timeRange, ...data },
    timeRange,
    timeZone,
    options: { ...DEFAULT_OPTIONS, ...options },
    fieldConfig: { defaults: {}, overrides: [] },
    transparent: false,
    width,
    height,
    renderCounter: 0,
    title: 'Agents',
    eventBus: new EventBusSrv(),
    onOptionsChange: noop,
    onFieldConfigChange: noop,
    replaceVariables: (text) => text,
    onChangeTimeRange: noop,
  };
  return props;
};

/** Draws the panel as Grafana would, and lets a test give it its next answer. */
export const drawAgentGrid = (request: DrawRequest) => {
  const { rerender, container } = render(<AgentGridPanel {...propsOf(request)} />);
  return {
    container,
    refresh: (change: Partial<DrawRequest>) => rerender(<AgentGridPanel {...propsOf({ ...request, ...change })} />),
  };
};
