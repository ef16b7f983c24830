import {
  createTheme,
  EventBusSrv,
  getDefaultTimeRange,
  LoadingState,
  ThemeContext,
  type DataFrame,
  type PanelData,
  type PanelProps,
} from '@grafana/data';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import React, { type ComponentType } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';

import { errorRate, insight, insightsFrame, stuck } from '../../src/panels/insights/insights.fixtures';
import { InsightsPanel } from '../../src/panels/insights/InsightsPanel';
import { AT_MS, sessionsFrame } from '../../src/panels/pipeline/pipeline.fixtures';
import { PipelinePanel } from '../../src/panels/pipeline/PipelinePanel';
import { statusFrame } from '../../src/panels/quickactions/quickActions.fixtures';
import { QuickActionsPanel } from '../../src/panels/quickactions/QuickActionsPanel';
import { pipelineScene } from './samplePipeline';

const PANELS = {
  pipeline: { Panel: PipelinePanel, frame: (scene: string) => sessionsFrame(pipelineScene(scene)) },
  insights: {
    Panel: InsightsPanel,
    frame: () =>
      insightsFrame({
        insights: [
          errorRate,
          stuck,
          insight('cost', {
            title: 'Cost per task is lower than in the window before',
            text: '0.12 USD now (136), 0.19 USD before (140): 36.8 % less, which is better.',
            action: 'Nothing to do; note what was changed.',
          }),
        ],
      }),
  },
  quickactions: { Panel: QuickActionsPanel, frame: () => statusFrame(['running', 'running', 'paused', 'failed']) },
} satisfies Record<string, { Panel: ComponentType<PanelProps>; frame: (scene: string) => DataFrame }>;

/** What a picture asks of the page. */
export interface MountRequest {
  panel: keyof typeof PANELS;
  theme: 'dark' | 'light';
  width: number;
  height: number;
  scene: string;
  options: Record<string, unknown>;
}

const dataOf = (series: DataFrame[], change: Partial<PanelData> = {}): PanelData => ({
  state: LoadingState.Done,
  series,
  timeRange: getDefaultTimeRange(),
  ...change,
});

const FAILURE = [{ message: 'analytics service: connection refused' }];

const sceneData = ({ panel, scene }: MountRequest): PanelData => {
  const frame = PANELS[panel].frame(scene);
  switch (scene) {
    case 'none':
      return dataOf([]);
    case 'empty':
      return dataOf([{ ...frame, length: 0, fields: frame.fields.map((field) => ({ ...field, values: [] })) }]);
    case 'missing':
      return dataOf([{ ...frame, fields: frame.fields.slice(0, 2) }]);
    case 'loading':
      return dataOf([], { state: LoadingState.Loading });
    case 'error':
      return dataOf([], { state: LoadingState.Error, errors: FAILURE });
    case 'stale':
      return dataOf([frame], { state: LoadingState.Error, errors: FAILURE });
    default:
      return dataOf([frame]);
  }
};

const noop = (): void => undefined;
let root: Root | null = null;

/** Draws a panel; the page's clock stands a little after the samples' instant. @returns time of React's render and commit, ms */
const mount = (request: MountRequest): number => {
  root?.unmount();
  const element = document.getElementById('root');
  if (!element) {
    throw new Error('The page has no root element');
  }
  const theme = createTheme({ colors: { mode: request.theme } });
  document.body.style.background = theme.colors.background.canvas;
  element.style.cssText = `width:${request.width}px;height:${request.height}px;padding:8px;box-sizing:border-box;background:${theme.colors.background.primary}`;
  const Panel: ComponentType<PanelProps> = PANELS[request.panel].Panel;
  const data = sceneData(request);
  root = createRoot(element);
  const begun = performance.now();
  flushSync(() =>
    root?.render(
      <ThemeContext.Provider value={theme}>
        <GlobalStyles />
        <Panel
          id={1}
          data={data}
          timeRange={data.timeRange}
          timeZone="utc"
          options={request.options}
          fieldConfig={{ defaults: {}, overrides: [] }}
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
        <PortalContainer />
      </ThemeContext.Provider>
    )
  );
  return performance.now() - begun;
};

declare global {
  interface Window {
    panelPictures: { mount: (request: MountRequest) => number; at: number };
  }
}
window.panelPictures = { mount, at: AT_MS };
