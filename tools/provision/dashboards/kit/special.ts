import { type Query } from '@eljefe/contract';
import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import { LogsDedupStrategy, LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as AnyPanel, type Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as LogsPanel } from '@grafana/grafana-foundation-sdk/logs';

import { DATA_SOURCE, target } from '../query';

interface Placed {
  id: number;
  title: string;
  description: string;
  width: number;
  height: number;
}

export interface Lines extends Placed {
  query: Partial<Query>;
  noValue: string;
}

/** V5: events as log lines, with their context on demand. */
export const lines = ({ id, title, description, width, height, query, noValue }: Lines): Builder<Panel> =>
  new LogsPanel()
    .id(id)
    .title(title)
    .description(description)
    .datasource(DATA_SOURCE)
    .withTarget(target({ refId: 'A', kind: 'events', format: 'logs', limit: 300, ...query }))
    .noValue(noValue)
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true)
    .showLogContextToggle(true)
    .showLabels(false)
    .showCommonLabels(false)
    .prettifyLogMessage(false)
    .dedupStrategy(LogsDedupStrategy.None)
    .sortOrder(LogsSortOrder.Descending)
    .span(width)
    .height(height);

export interface Special extends Placed {
  /** Panel type: one of ours, or `traces`. */
  type: string;
  queries: Array<Omit<Query, 'refId'>>;
  options?: Record<string, unknown>;
  /** Core panels say it when there is nothing; ours have their own words. */
  noValue?: string;
}

/** A panel of ours, or a core panel without options worth setting. */
export const special = (spec: Special): Builder<Panel> => {
  const panel = new AnyPanel()
    .id(spec.id)
    .type(spec.type)
    .title(spec.title)
    .description(spec.description)
    .datasource(DATA_SOURCE)
    .options(spec.options ?? {})
    .span(spec.width)
    .height(spec.height);
  spec.queries.forEach((query, index) =>
    panel.withTarget(target({ refId: String.fromCharCode(65 + index), ...query }))
  );
  return spec.noValue === undefined ? panel : panel.noValue(spec.noValue);
};
