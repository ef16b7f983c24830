import { LoadingState } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { AT_MS, errorRate, insight, insightsFrame, stuck } from './insights.fixtures';
import { drawInsights } from './renderInsights.fixtures';

const titles = (): Array<string | null> =>
  within(screen.getByRole('list', { name: 'Insights, worst first' }))
    .getAllByRole('listitem')
    .filter((item) => item.hasAttribute('aria-label'))
    .map((item) => item.getAttribute('aria-label'));

beforeEach(() => {
  locationService.replace('/d/overview?from=now-6h&to=now');
  jest.useFakeTimers({ now: AT_MS, advanceTimers: true });
});
afterEach(() => jest.useRealTimers());

describe('P5: insights in words', () => {
  it('says what, since when, how sure, what to do, and on demand what it rests on', async () => {
    drawInsights({ series: [insightsFrame({ insights: [errorRate, stuck] })] });
    expect(titles()).toEqual([
      'Critical, Session session-12 stands still',
      'Warning, Error rate of coder misses its target',
    ]);
    expect(screen.getByText('since 14:25, 10 min ago')).toBeVisible();
    expect(screen.getByText('Warning · confidence high')).toBeVisible();
    expect(screen.getByText(/look at its failed and slowest jobs/)).toBeVisible();
    const card = screen.getByRole('listitem', { name: /^Warning/ });
    expect(within(card).getByText('12.1% (of 66)')).not.toBeVisible();
    await userEvent.click(within(card).getByText('What it rests on'));
    expect(within(card).getByText('12.1% (of 66)')).toBeVisible();
  });

  it('explains the health score part by part, the unknown too', () => {
    drawInsights({ series: [insightsFrame({ insights: [] })] });
    const health = screen.getByRole('region', { name: 'Health score and its parts' });
    expect(within(health).getByText('72')).toBeVisible();
    expect(within(health).getByText('11.8 % failed, target below 5 %')).toBeVisible();
    expect(within(health).getByText('unknown')).toBeVisible();
  });

  it('colours no change that a test does not show, and says why there is no verdict', () => {
    drawInsights({ series: [insightsFrame({ insights: [] })] });
    const trends = screen.getByRole('region', { name: 'Trends against the window before' });
    expect(within(trends).getByText('▲ worse, before 2.10%')).toBeVisible();
    expect(within(trends).getByText('no change shown, before 26.1 s')).toBeVisible();
    expect(within(trends).getByText('no scores in either window')).toBeVisible();
  });

  it('V8: leads to the subject with time range and variables', () => {
    const options = { agentUrl: '/d/eljefe-agent', sessionUrl: '/d/eljefe-session' };
    drawInsights({ series: [insightsFrame({ insights: [errorRate, insight('a')] })], options });
    expect(screen.getByRole('link', { name: errorRate.title })).toHaveAttribute(
      'href',
      '/d/eljefe-agent?from=now-6h&to=now&var-agent_type=coder'
    );
    expect(screen.getAllByRole('link')).toHaveLength(1);
  });

  it('stands still under the pointer and counts what is new', () => {
    const { refresh } = drawInsights({ series: [insightsFrame({ insights: [errorRate] })] });
    const list = screen.getByRole('list', { name: 'Insights, worst first' });
    fireEvent.pointerEnter(list.parentElement ?? list);
    refresh({ series: [insightsFrame({ insights: [errorRate, stuck] })] });
    expect(titles()).toHaveLength(1);
    expect(screen.getByText('· 1 new')).toBeVisible();
    fireEvent.pointerLeave(list.parentElement ?? list);
    expect(titles()).toHaveLength(2);
  });

  it('shows some at first and the rest on demand', async () => {
    const insights = Array.from({ length: 5 }, (_, index) => insight(String(index)));
    drawInsights({ series: [insightsFrame({ insights })], options: { most: 2 } });
    expect(titles()).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'Show 3 more' }));
    expect(titles()).toHaveLength(5);
  });

  it('says honestly that nothing stands out', () => {
    drawInsights({ series: [insightsFrame({ insights: [] })] });
    expect(screen.getByText(/Nothing stands out: no target missed/)).toBeVisible();
  });

  it('keeps the last answer after an error, names it and calls it stale', () => {
    drawInsights({ series: [insightsFrame({ insights: [stuck] })], data: { errors: [{ message: 'refused' }] } });
    expect(titles()).toHaveLength(1);
    expect(screen.getByText('The last refresh failed: refused')).toBeVisible();
    expect(screen.getByText('stale')).toBeVisible();
  });

  it.each([
    ['loading for the first time', { data: { state: LoadingState.Loading } }, 'Reading insights…'],
    ['an error without data', { data: { errors: [{ message: 'refused' }] } }, 'The insights cannot be read'],
    ['no frame', {}, 'No data'],
  ])('says what to do with %s', (_, change, title) => {
    drawInsights({ series: [], ...change });
    expect(within(screen.getByRole('status')).getByText(title)).toBeVisible();
  });
});
