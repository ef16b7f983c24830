import { getDefaultTimeRange, LoadingState, type DataFrame, type PanelData } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { statusFrame } from './quickActions.fixtures';
import { type QuickActionsOptions } from './quickActions.options';
import { QuickActionsPanel } from './QuickActionsPanel';

interface DrawRequest {
  series: DataFrame[];
  data?: Partial<PanelData>;
  options?: Partial<QuickActionsOptions>;
}

const timeRange = getDefaultTimeRange();
const draw = ({ series, data, options = {} }: DrawRequest) =>
  render(
    <QuickActionsPanel
      data={{ state: LoadingState.Done, series, timeRange, ...data }}
      options={options}
      width={600}
      height={200}
      timeRange={timeRange}
      timeZone="utc"
    />
  );

const state = [statusFrame(['running', 'running', 'paused', 'failed'])];
const saved: Blob[] = [];

beforeEach(() => {
  saved.length = 0;
  locationService.replace('/d/overview?from=now-6h&to=now');
  // jsdom can neither make object addresses nor follow a download.
  Object.assign(URL, {
    createObjectURL: (blob: Blob) => `blob:${saved.push(blob)}`,
    revokeObjectURL: () => undefined,
  });
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
});

describe('V4, C: quick actions', () => {
  it.each(['Pause all', 'Resume', 'Scale'])('%s is off and says why', (name) => {
    draw({ series: state });
    const control = screen.getByRole('button', { name });
    expect(control).toBeDisabled();
    expect(control).toHaveAccessibleDescription(/Control is not part of this version\. .* in the orchestrator itself/);
  });

  it('says whom a control would concern, when the state tells', () => {
    const { unmount } = draw({ series: state });
    expect(screen.getByText('2 running agents')).toBeVisible();
    expect(screen.getByText('1 paused agent')).toBeVisible();
    unmount();
    draw({ series: [{ ...state[0], name: 'other', length: 0, fields: [] }] });
    expect(screen.queryByText(/running agents/)).not.toBeInTheDocument();
  });

  it('can leave the controls out', () => {
    draw({ series: state, options: { showControls: false } });
    expect(screen.queryByRole('button', { name: 'Pause all' })).not.toBeInTheDocument();
    expect(screen.queryByText(/Control is not part/)).not.toBeInTheDocument();
  });

  it('exports the answer at hand and says how many rows went where', async () => {
    draw({ series: state });
    await userEvent.click(screen.getByRole('button', { name: 'CSV' }));
    expect(saved).toHaveLength(1);
    expect(saved[0]?.type).toBe('text/csv;charset=utf-8');
    expect(screen.getByRole('status')).toHaveTextContent(/4 rows given to the browser as eljefe-.*\.csv/);
  });

  it('says of an old answer that it is old', async () => {
    draw({ series: state, data: { errors: [{ message: 'refused' }] } });
    expect(screen.getByText('The last refresh failed: refused')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Export report (JSON)' }));
    expect(screen.getByRole('status')).toHaveTextContent(/4 rows of the last answer, which is old/);
  });

  it('offers no export of nothing', () => {
    draw({ series: [] });
    expect(screen.getByRole('button', { name: 'CSV' })).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByRole('status')).toHaveTextContent('No data: choose a query to export');
  });

  it('says that it reads when nothing has come yet', () => {
    draw({ series: [], data: { state: LoadingState.Loading } });
    expect(screen.getByRole('status')).toHaveTextContent('Reading the state…');
  });

  it('Debug leads to the dashboard of the option, with time range and variables', () => {
    draw({ series: state, options: { debugUrl: '/d/eljefe-agent' } });
    expect(screen.getByRole('link', { name: 'Debug' })).toHaveAttribute('href', '/d/eljefe-agent?from=now-6h&to=now');
  });

  it('Debug is off without a dashboard and without a query', () => {
    draw({ series: state });
    expect(screen.queryByRole('link', { name: 'Debug' })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Debug' })).toHaveAttribute('aria-disabled', 'true');
  });
});
