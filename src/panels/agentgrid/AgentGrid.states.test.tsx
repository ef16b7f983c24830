import { LoadingState } from '@grafana/data';
import { act, screen, within } from '@testing-library/react';

import { AT_MS, agentsFrame, job } from './agentGrid.fixtures';
import { drawAgentGrid } from './renderAgentGrid.fixtures';

// A computer that does other things too needs seconds for what takes a blink.
jest.setTimeout(30_000);

const failed = job('1', {
  agent: 'researcher-004',
  status: 'failed',
  completed_at: AT_MS - 300_000,
  error_message: '429 Too Many Requests',
});
const running = job('2', { agent: 'writer-001' });

beforeEach(() => {
  window.localStorage.clear();
  jest.useFakeTimers({ now: AT_MS });
});
afterEach(() => jest.useRealTimers());

describe('V3: states of the agent grid', () => {
  it('says the state in words first: what is wrong, since when, how old the data are', () => {
    drawAgentGrid({ series: [agentsFrame({ jobs: [failed, running] })] });
    expect(screen.getByRole('button', { name: '1 of 2 agents failing since 14:30' })).toBeVisible();
    expect(screen.getByText('; all data 3 s old')).toBeVisible();
  });

  it.each([
    ['utc', '14:30'],
    ['Asia/Kolkata', '20:00'],
  ])('tells times in the dashboard’s zone %s', (timeZone, time) => {
    drawAgentGrid({ series: [agentsFrame({ jobs: [failed] })], timeZone });
    expect(screen.getByRole('button', { name: `1 of 1 agent failing since ${time}` })).toBeVisible();
  });

  it('says health too', () => {
    drawAgentGrid({ series: [agentsFrame({ jobs: [running] })] });
    expect(screen.getByText(/The one agent is healthy/)).toBeVisible();
  });

  it('shows the reason of a failure on the card', () => {
    drawAgentGrid({ series: [agentsFrame({ jobs: [failed] })] });
    expect(screen.getByRole('listitem', { name: 'researcher-004, Failed, 429 Too Many Requests' })).toBeVisible();
  });

  it('keeps the last answer while loading and after an error, and names the error', () => {
    const series = [agentsFrame({ jobs: [running] })];
    const { refresh } = drawAgentGrid({ series });
    refresh({ data: { state: LoadingState.Loading } });
    expect(screen.getByText('writer-001')).toBeVisible();
    refresh({ data: { state: LoadingState.Error, errors: [{ message: 'connection refused' }] } });
    expect(screen.getByText('writer-001')).toBeVisible();
    expect(screen.getByText('The last refresh failed: connection refused')).toBeVisible();
  });

  it.each([
    ['loading for the first time', { data: { state: LoadingState.Loading } }, 'Reading agents…'],
    ['an error without data', { data: { errors: [{ message: 'refused' }] } }, 'The agents cannot be read'],
    ['no frame', {}, 'No data'],
    ['no agent', { series: [agentsFrame({ jobs: [] })] }, 'No agents yet'],
  ])('says what to do with %s', (_, change, title) => {
    drawAgentGrid({ series: [], ...change });
    expect(within(screen.getByRole('status')).getByText(title)).toBeVisible();
  });

  it('names the missing field', () => {
    const frame = agentsFrame({ jobs: [running] });
    const series = [{ ...frame, fields: frame.fields.filter(({ name }) => name === 'job_id') }];
    drawAgentGrid({ series });
    expect(screen.getByText('The answer has no field status')).toBeVisible();
  });

  it('shows what the data source says of a silent orchestrator', () => {
    const custom = { orchestrators: [{ name: 'lab', status: 'down', reason: 'refused' }] };
    drawAgentGrid({ series: [agentsFrame({ jobs: [running], custom })] });
    const notices = screen.getByRole('list', { name: 'Notices of the data source' });
    expect(within(notices).getByText('Orchestrator lab does not answer')).toBeVisible();
  });

  it('never shows a confident old number: ages count on, and after a minute of silence all is stale', () => {
    drawAgentGrid({ series: [agentsFrame({ jobs: [running] })] });
    expect(screen.getByText('3 s ago')).toBeVisible();
    act(() => jest.advanceTimersByTime(10_000));
    expect(screen.getByText('13 s ago')).toBeVisible();
    act(() => jest.advanceTimersByTime(60_000));
    expect(screen.getByText(/no update for 1 min, everything here is old/)).toBeVisible();
    expect(screen.getByRole('listitem', { name: /writer-001, Stuck, stale/ })).toBeVisible();
  });

  it('draws a bar for reported progress only, else the time against the usual, else the time', () => {
    const jobs = [
      job('1', { agent: 'a', progress: 0.42, started_at: AT_MS - 60_000 }),
      job('2', { agent: 'b', started_at: AT_MS - 60_000 }),
      job('3', { agent: 'c', started_at: AT_MS - 500_000 }),
    ];
    const extra = { median_seconds: [null, null, 180], p95_seconds: [null, null, 420] };
    drawAgentGrid({ series: [agentsFrame({ jobs, extra })] });
    expect(screen.getByRole('progressbar', { name: 'Progress of a' })).toHaveAttribute('aria-valuenow', '42');
    expect(screen.getAllByRole('progressbar')).toHaveLength(1);
    expect(screen.getByText('for 1 min')).toBeVisible();
    expect(screen.getByRole('img', { name: 'Running for 8 min 20 s, usually 3 min, longer than usual' })).toBeVisible();
  });

  it('shows what an agent uses: a share as a bar below its number, and what has no known end as a number alone', () => {
    const jobs = [job('1', { agent: 'a', cpu_percent: 45, memory_bytes: 2_147_483_648, gpu_percent: 250 })];
    drawAgentGrid({ series: [agentsFrame({ jobs })] });
    const barOf = (title: string): string => screen.getByTitle(title).style.backgroundSize;
    expect(barOf('Processor 45%')).toBe('45% 2px, 100% 2px');
    expect(barOf('Graphics processor 250%')).toBe('100% 2px, 100% 2px');
    expect(barOf('Memory 2.0 GiB')).toBe('');
  });

  it('draws a screenful of 1,000 agents', () => {
    const jobs = Array.from({ length: 1_000 }, (_, index) => job(String(index)));
    drawAgentGrid({ series: [agentsFrame({ jobs })] });
    expect(screen.getAllByRole('listitem').length).toBeLessThan(40);
    expect(screen.getByText(/All 1000 agents are healthy/)).toBeVisible();
  });
});
