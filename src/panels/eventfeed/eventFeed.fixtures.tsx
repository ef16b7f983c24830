import { type FeedEvent } from '@eljefe/contract';
import {
  EventBusSrv,
  FieldType,
  getDefaultTimeRange,
  LoadingState,
  type DataFrame,
  type Field,
  type PanelData,
  type PanelProps,
} from '@grafana/data';
import { render } from '@testing-library/react';
import React from 'react';

import { EventFeedPanel } from './EventFeedPanel';
import { DEFAULT_OPTIONS, type EventFeedOptions } from './eventFeed.options';

/** Instant of all samples: 2026-03-01 14:35:00 UTC. */
export const AT_MS = Date.UTC(2026, 2, 1, 14, 35, 0);

/** An event of so many seconds ago. */
export const event = (id: string, ageSeconds: number, change: Partial<FeedEvent> = {}): FeedEvent => ({
  id,
  time: AT_MS - ageSeconds * 1_000,
  severity: 'info',
  kind: 'job',
  source: 'el-jefe',
  title: `event ${id}`,
  text: '',
  subject_kind: null,
  subject: null,
  needs_human: false,
  ...change,
});

/** The data source's frame `events` with these. */
export const eventsFrame = (events: readonly FeedEvent[], at = AT_MS): DataFrame => {
  const records = events.map((one): Record<string, unknown> => ({ ...one }));
  const fields = Object.keys(event('sample', 0)).map((name): Field => ({
    name,
    type: name === 'time' ? FieldType.time : FieldType.string,
    config: {},
    values: records.map((record) => record[name] ?? null),
  }));
  return { name: 'events', length: events.length, fields, meta: { custom: { at } } };
};

const noop = (): void => undefined;

export interface DrawRequest {
  series: DataFrame[];
  data?: Partial<PanelData>;
  options?: Partial<EventFeedOptions>;
  timeZone?: string;
}

const propsOf = ({ series, data, options = {}, timeZone = 'utc' }: DrawRequest) => {
  const timeRange = getDefaultTimeRange();
  const props: PanelProps<EventFeedOptions> = {
    id: 1,
    data: { state: LoadingState.Done, series, timeRange, ...data },
    timeRange,
    timeZone,
    options: { ...DEFAULT_OPTIONS, ...options },
    fieldConfig: { defaults: {}, overrides: [] },
    transparent: false,
    width: 800,
    height: 600,
    renderCounter: 0,
    title: 'Events',
    eventBus: new EventBusSrv(),
    onOptionsChange: noop,
    onFieldConfigChange: noop,
    replaceVariables: (text) => text,
    onChangeTimeRange: noop,
  };
  return props;
};

/** Draws the panel as Grafana would, and lets a test give it its next answer. */
export const drawEventFeed = (request: DrawRequest) => {
  const { rerender, container } = render(<EventFeedPanel {...propsOf(request)} />);
  return {
    container,
    refresh: (change: Partial<DrawRequest>) => rerender(<EventFeedPanel {...propsOf({ ...request, ...change })} />),
  };
};
