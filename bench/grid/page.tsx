import { type LiveJob } from '@eljefe/contract';
import {
  createTheme,
  EventBusSrv,
  getDefaultTimeRange,
  LoadingState,
  ThemeContext,
  type DataFrame,
  type FieldConfigSource,
  type PanelData,
  type PanelProps,
} from '@grafana/data';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import React, { useLayoutEffect, useState, type ComponentType } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';

import { AgentGridPanel } from '../../src/panels/agentgrid/AgentGridPanel';
import { AT_MS, agentsFrame } from '../../src/panels/agentgrid/agentGrid.fixtures';
import { EventFeedPanel } from '../../src/panels/eventfeed/EventFeedPanel';
import { pass, sampleAgents, seededRandom } from './sampleAgents';
import { eventsFrame, sampleEvents } from './sampleEvents';

/** What a picture or a benchmark asks of the page. */
export interface MountRequest {
  panel: 'agentgrid' | 'eventfeed';
  theme: 'dark' | 'light';
  width: number;
  height: number;
  scene: string;
  agents: number;
  options: Record<string, unknown>;
}

interface Measured {
  /** Time of React's synchronous render and commit, layout effects included, in ms. */
  commitMs: number;
  /** The same plus the browser's style and layout, in ms. */
  settledMs: number;
  changed: number;
}

const noop = (): void => undefined;
const fieldConfig: FieldConfigSource = { defaults: {}, overrides: [] };

const dataOf = (series: DataFrame[], change: Partial<PanelData> = {}): PanelData => ({
  state: LoadingState.Done,
  series,
  timeRange: getDefaultTimeRange(),
  ...change,
});

const scenes = (frame: DataFrame, panel: MountRequest['panel']): Record<string, PanelData> => ({
  data: dataOf([frame]),
  empty: dataOf([{ ...frame, length: 0, fields: frame.fields.map((field) => ({ ...field, values: [] })) }]),
  none: dataOf([]),
  missing: dataOf([
    { ...frame, name: 'other', fields: frame.fields.filter(({ name }) => !['status', 'title'].includes(name)) },
  ]),
  loading: dataOf([], { state: LoadingState.Loading }),
  error: dataOf([], { state: LoadingState.Error, errors: [{ message: 'analytics service: connection refused' }] }),
  stale: dataOf([frame], {
    state: LoadingState.Error,
    errors: [{ message: 'analytics service: connection refused' }],
    ...(panel === 'agentgrid' && { series: [staleFrame(frame)] }),
  }),
});

const staleFrame = (frame: DataFrame): DataFrame => ({
  ...frame,
  fields: frame.fields.map((field) =>
    field.name === 'stale'
      ? { ...field, values: field.values.map(() => true) }
      : field.name === 'age_seconds'
        ? { ...field, values: field.values.map(() => 190) }
        : field
  ),
  meta: {
    custom: {
      at: AT_MS,
      orchestrators: [{ name: 'el-jefe', status: 'down', reason: 'connection refused, next try in 8 s' }],
      notices: [],
    },
  },
});

let root: Root | null = null;
let apply: ((data: PanelData) => void) | null = null;

const Host = ({ request, first }: { request: MountRequest; first: PanelData }) => {
  const [data, setData] = useState(first);
  useLayoutEffect(() => {
    apply = setData;
  }, []);
  const Panel: ComponentType<PanelProps> = request.panel === 'agentgrid' ? AgentGridPanel : EventFeedPanel;
  return (
    <Panel
      id={1}
      data={data}
      timeRange={data.timeRange}
      timeZone="utc"
      options={request.options}
      fieldConfig={fieldConfig}
      transparent={false}
      width={request.width - 16}
      height={request.height - 16}
      renderCounter={0}
      title="Panel"
      eventBus={new EventBusSrv()}
      onOptionsChange={noop}
      onFieldConfigChange={noop}
      replaceVariables={(text) => text}
      onChangeTimeRange={noop}
    />
  );
};

let jobs = sampleAgents(seededRandom(1), 0);
const random = seededRandom(2);
let at = AT_MS;
let preparedAt = performance.now();

const mount = (request: MountRequest): void => {
  root?.unmount();
  const element = document.getElementById('root');
  if (!element) {
    throw new Error('The page has no root element');
  }
  const theme = createTheme({ colors: { mode: request.theme } });
  document.body.style.background = theme.colors.background.canvas;
  element.style.cssText = `width:${request.width}px;height:${request.height}px;padding:8px;box-sizing:border-box;background:${theme.colors.background.primary}`;
  jobs = withEveryState(sampleAgents(seededRandom(7), request.agents));
  at = AT_MS;
  preparedAt = performance.now();
  const frame =
    request.panel === 'agentgrid'
      ? agentsFrame({ jobs, extra: usualTimes(request.agents) })
      : eventsFrame(sampleEvents());
  const first = scenes(frame, request.panel)[request.scene] ?? dataOf([frame]);
  root = createRoot(element);
  const tree = (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <Host request={request} first={first} />
      <PortalContainer />
    </ThemeContext.Provider>
  );
  flushSync(() => root?.render(tree));
};

/** A small sample shows every state at least once. */
const withEveryState = (sample: LiveJob[]): LiveJob[] => {
  const change = (index: number, to: Partial<LiveJob>): void => {
    const one = sample[index];
    if (one) {
      sample[index] = {
        ...one,
        error_category: null,
        error_message: null,
        completed_at: null,
        duration_seconds: null,
        ...to,
      };
    }
  };
  change(1, { status: 'waiting', current_step: 'approve the draft', age_seconds: 340, progress: null });
  change(5, { status: 'running', stale: true, age_seconds: 240, progress: 0.4, started_at: AT_MS - 900_000 });
  change(9, { status: 'unknown', raw_status: 'hibernating', progress: null });
  change(12, { status: 'cancelled' });
  return sample;
};

/** Every second agent has a usual time to be compared with. */
const usualTimes = (count: number): Record<string, unknown[]> => ({
  median_seconds: Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 180 : null)),
  p95_seconds: Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 420 : null)),
});

let next: { data: PanelData; changed: number } | null = null;

/** Makes the next answer, as much later as time really passed; its making is no part of any measurement. */
const prepare = (share: number): void => {
  const before = jobs;
  const now = performance.now();
  const passedMs = now - preparedAt;
  preparedAt = now;
  at += passedMs;
  jobs = pass(jobs, { random, share, seconds: passedMs / 1_000 });
  next = {
    data: dataOf([agentsFrame({ jobs, at, extra: usualTimes(jobs.length) })]),
    changed: jobs.filter((one, index) => one.age_seconds === 0 || one.status !== before[index]?.status).length,
  };
};

/** Gives the panel the prepared answer and waits until it is drawn and laid out. */
const update = (): Measured => {
  if (next === null) {
    throw new Error('No answer was prepared');
  }
  const { data, changed } = next;
  const start = performance.now();
  flushSync(() => apply?.(data));
  const committed = performance.now();
  document.getElementById('root')?.getBoundingClientRect();
  const settled = performance.now();
  return { commitMs: committed - start, settledMs: settled - start, changed };
};

declare global {
  interface Window {
    gridBench: {
      mount: (request: MountRequest) => void;
      prepare: (share: number) => void;
      update: () => Measured;
    };
  }
}
window.gridBench = { mount, prepare, update };
