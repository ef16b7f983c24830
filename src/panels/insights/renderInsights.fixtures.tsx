import { getDefaultTimeRange, LoadingState, type DataFrame, type PanelData } from '@grafana/data';
import { render } from '@testing-library/react';
import React, { type ComponentProps } from 'react';

import { type InsightsOptions } from './insights.options';
import { InsightsPanel } from './InsightsPanel';

export interface DrawRequest {
  series: DataFrame[];
  data?: Partial<PanelData>;
  options?: Partial<InsightsOptions>;
}

const propsOf = ({ series, data, options = {} }: DrawRequest): ComponentProps<typeof InsightsPanel> => ({
  data: { state: LoadingState.Done, series, timeRange: getDefaultTimeRange(), ...data },
  options,
  width: 1_000,
  height: 600,
  timeZone: 'utc',
});

/** Draws the panel as Grafana would, and lets a test give it its next answer. */
export const drawInsights = (request: DrawRequest) => {
  const { rerender, container } = render(<InsightsPanel {...propsOf(request)} />);
  return {
    container,
    refresh: (change: Partial<DrawRequest>) => rerender(<InsightsPanel {...propsOf({ ...request, ...change })} />),
  };
};
