import { LoadingState } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { AT_MS, drawEventFeed, event, eventsFrame } from './eventFeed.fixtures';

// A computer that does other things too needs seconds for what takes a blink.
jest.setTimeout(30_000);

const first = event('1', 60, { title: 'lab is down', severity: 'critical', kind: 'alert', text: 'connection refused' });
const second = event('2', 30, {
  title: 'Session 12 waits',
  needs_human: true,
  subject_kind: 'session',
  subject: 's 12',
});
const third = event('3', 5, { title: 'job 7 failed', severity: 'warning', subject_kind: 'agent', subject: 'coder' });

const titles = (): string[] =>
  within(screen.getByRole('list', { name: 'Events, newest first' }))
    .getAllByRole('listitem')
    .map((item) => (item.getAttribute('aria-label') ?? '').split(', ')[1] ?? '');
const list = (): HTMLElement => screen.getByRole('list', { name: 'Events, newest first' });
const log = (): HTMLElement => screen.getByRole('log');

describe('V3: event feed', () => {
  it.each([
    ['utc', '2026-03-01 14:34:00'],
    ['America/New_York', '2026-03-01 09:34:00'],
  ])('shows age, exact time in the zone %s, severity and kind in words', (timeZone, exact) => {
    drawEventFeed({ series: [eventsFrame([first])], timeZone });
    expect(screen.getByRole('listitem', { name: `Critical, lab is down, ${exact}` })).toBeVisible();
    expect(screen.getByTitle(exact)).toHaveTextContent('1 min ago');
    expect(screen.getByText('Critical · Alert · el-jefe · connection refused')).toBeVisible();
  });

  it('follows: new events come on top', () => {
    const { refresh } = drawEventFeed({ series: [eventsFrame([first])] });
    refresh({ series: [eventsFrame([first, third])] });
    expect(titles()).toEqual(['job 7 failed', 'lab is down']);
  });

  it('stands still while paused, counts what is new, and shows it on request', async () => {
    const { refresh } = drawEventFeed({ series: [eventsFrame([first])] });
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    refresh({ series: [eventsFrame([first, second, third])] });
    expect(titles()).toEqual(['lab is down']);
    await userEvent.click(screen.getByRole('button', { name: '2 new' }));
    expect(titles()).toHaveLength(3);
    refresh({ series: [eventsFrame([first])] });
    expect(titles()).toHaveLength(3);
    await userEvent.click(screen.getByRole('button', { name: 'Follow' }));
    expect(titles()).toEqual(['lab is down']);
  });

  it('stands still under the pointer', () => {
    const { refresh } = drawEventFeed({ series: [eventsFrame([first])] });
    fireEvent.pointerEnter(list().parentElement ?? list());
    refresh({ series: [eventsFrame([first, third])] });
    expect(titles()).toEqual(['lab is down']);
    fireEvent.pointerLeave(list().parentElement ?? list());
    expect(titles()).toHaveLength(2);
  });

  it('T8: filters by what waits for a person, by severity and by text', async () => {
    drawEventFeed({ series: [eventsFrame([first, second, third])] });
    await userEvent.click(screen.getByRole('button', { name: 'Waiting on you 1 event' }));
    expect(titles()).toEqual(['Session 12 waits']);
    await userEvent.click(screen.getByRole('button', { name: 'Waiting on you 1 event' }));
    await userEvent.click(screen.getByRole('button', { name: 'Critical 1 event' }));
    expect(titles()).toEqual(['lab is down']);
    await userEvent.type(screen.getByRole('textbox', { name: /Filter events/ }), 'failed');
    expect(screen.getByText('No event matches the filter')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
    expect(titles()).toHaveLength(3);
  });

  it('filters by kind', async () => {
    drawEventFeed({ series: [eventsFrame([first, second, third])] });
    await userEvent.click(screen.getByRole('button', { name: 'All kinds' }));
    await userEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Alert' }));
    expect(titles()).toEqual(['lab is down']);
  });

  it('joins repeats and counts them', () => {
    const repeats = [1, 2, 3].map((n) => event(`r${n}`, n, { title: 'Rate limited' }));
    const { refresh } = drawEventFeed({ series: [eventsFrame(repeats)] });
    expect(screen.getByText('×3')).toBeVisible();
    refresh({ options: { joinRepeats: false } });
    expect(titles()).toHaveLength(3);
  });

  it('V8: leads to the subject with time range and variables', () => {
    locationService.replace('/d/overview?from=now-6h&to=now&var-source=lab');
    drawEventFeed({
      series: [eventsFrame([first, second, third])],
      options: { agentUrl: '/d/eljefe-agent', sessionUrl: '/d/eljefe-session' },
    });
    expect(screen.getByRole('link', { name: 'job 7 failed' })).toHaveAttribute(
      'href',
      '/d/eljefe-agent?from=now-6h&to=now&var-source=lab&var-agent=coder'
    );
    expect(screen.getByRole('link', { name: 'Session 12 waits' })).toHaveAttribute(
      'href',
      '/d/eljefe-session?from=now-6h&to=now&var-source=lab&var-session=s+12'
    );
    expect(screen.queryByRole('link', { name: 'lab is down' })).not.toBeInTheDocument();
  });

  it('arrows move, Enter unfolds, Esc folds', async () => {
    drawEventFeed({ series: [eventsFrame([first, third])] });
    act(() => screen.getByRole('listitem', { name: /job 7 failed/ }).focus());
    await userEvent.keyboard('{ArrowDown}');
    const row = screen.getByRole('listitem', { name: /lab is down/ });
    expect(row).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(within(row).getByText('2026-03-01 14:34:00')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(within(row).queryByText('2026-03-01 14:34:00')).not.toBeInTheDocument();
  });

  it('draws a screenful of 5,000 events', () => {
    const events = Array.from({ length: 5_000 }, (_, index) => event(String(index), index));
    drawEventFeed({ series: [eventsFrame(events)] });
    expect(titles().length).toBeLessThan(40);
  });

  it.each([
    ['loading for the first time', { data: { state: LoadingState.Loading } }, 'Reading events…'],
    ['an error without data', { data: { errors: [{ message: 'refused' }] } }, 'The events cannot be read'],
    ['no frame', {}, 'No data'],
    ['no event', { series: [eventsFrame([])] }, 'Nothing happened in this time range'],
  ])('says what to do with %s', (_, change, title) => {
    drawEventFeed({ series: [], ...change });
    expect(within(screen.getByRole('status')).getByText(title)).toBeVisible();
  });

  it('keeps the events after an error and names it', () => {
    drawEventFeed({ series: [eventsFrame([first])], data: { errors: [{ message: 'refused' }] } });
    expect(titles()).toEqual(['lab is down']);
    expect(screen.getByText('The last refresh failed: refused')).toBeVisible();
  });
});

describe('V3: the feed’s voice for screen readers', () => {
  beforeEach(() => jest.useFakeTimers({ now: AT_MS }));
  afterEach(() => jest.useRealTimers());

  it('is polite, silent about what was there, and speaks at most once in five seconds', () => {
    const { refresh } = drawEventFeed({ series: [eventsFrame([first])] });
    expect(log()).toHaveAttribute('aria-live', 'polite');
    act(() => jest.advanceTimersByTime(10_000));
    expect(log()).toBeEmptyDOMElement();

    refresh({ series: [eventsFrame([first, second])] });
    act(() => jest.advanceTimersByTime(1));
    expect(log()).toHaveTextContent('Info: Session 12 waits');

    refresh({ series: [eventsFrame([first, second, third])] });
    act(() => jest.advanceTimersByTime(4_000));
    refresh({ series: [eventsFrame([first, second, third, event('4', 0)])] });
    expect(log()).toHaveTextContent('Info: Session 12 waits');
    act(() => jest.advanceTimersByTime(1_000));
    expect(log()).toHaveTextContent('2 new events. Warning: job 7 failed');
  });

  it('speaks while paused too: that is what it is for', () => {
    const { refresh } = drawEventFeed({ series: [eventsFrame([first])] });
    fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
    refresh({ series: [eventsFrame([first, third])] });
    act(() => jest.advanceTimersByTime(5_000));
    expect(log()).toHaveTextContent('Warning: job 7 failed');
  });
});
