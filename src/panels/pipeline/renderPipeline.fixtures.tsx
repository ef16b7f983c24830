import { getDefaultTimeRange, LoadingState, type DataFrame, type PanelData } from '@grafana/data';
import { render } from '@testing-library/react';
import React, { type ComponentProps } from 'react';

import { type PipelineOptions } from './pipeline.options';
import { PipelinePanel } from './PipelinePanel';

export interface DrawRequest {
  series: DataFrame[];
  data?: Partial<PanelData>;
  options?: Partial<PipelineOptions>;
  width?: number;
  /** Values of dashboard variables, by name. */
  variables?: Readonly<Record<string, string>>;
}

const propsOf = ({ series, data, options = {}, width = 1_000, variables = {} }: DrawRequest) => {
  const props: ComponentProps<typeof PipelinePanel> = {
    id: 1,
    data: { state: LoadingState.Done, series, timeRange: getDefaultTimeRange(), ...data },
    timeZone: 'utc',
    options,
    width,
    height: 500,
    replaceVariables: (text) => text.replace(/\$(\w+)/g, (whole, name: string) => variables[name] ?? whole),
  };
  return props;
};

/** Draws the panel as Grafana would, and lets a test give it its next answer. */
export const drawPipeline = (request: DrawRequest) => {
  const { rerender, container } = render(<PipelinePanel {...propsOf(request)} />);
  return {
    container,
    refresh: (change: Partial<DrawRequest>) => rerender(<PipelinePanel {...propsOf({ ...request, ...change })} />),
  };
};
