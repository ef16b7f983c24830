import { LoadingState } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { AT_MS, done, session, sessionsFrame, step, writing } from './pipeline.fixtures';
import { drawPipeline } from './renderPipeline.fixtures';

const cards = (): string[] =>
  within(screen.getByRole('list', { name: /^Steps of/ }))
    .getAllByRole('listitem')
    .map((item) => (item.getAttribute('aria-label') ?? '').split(', ')[0] ?? '');
const card = (name: string): HTMLElement => screen.getByRole('listitem', { name: new RegExp(`^${name},`) });
const crowd = (count: number) =>
  session('crowd', {
    steps: Array.from({ length: count }, (_, index) =>
      step(`s${index}`, {
        phase: `Phase ${Math.floor(index / (count / 10))}`,
        depends_on: index < count / 10 ? [] : [`s${index - count / 10}`],
      })
    ),
  });

beforeEach(() => {
  window.localStorage.clear();
  locationService.replace('/d/overview?from=now-6h&to=now');
  jest.useFakeTimers({ now: AT_MS, advanceTimers: true });
});
afterEach(() => jest.useRealTimers());

describe('V2, V4: workflow pipeline', () => {
  it('shows every step with state, time, waits and place in the work', () => {
    drawPipeline({ series: [sessionsFrame([writing()])] });
    expect(cards()).toHaveLength(6);
    expect(card('research')).toHaveAccessibleName(
      'research, Done, took 3 min 30 s, waited in the queue for 12 s, on the critical path, after plan'
    );
    expect(within(card('research')).getByText('Bottleneck')).toBeVisible();
    expect(within(card('draft')).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '40');
    expect(within(card('review')).getByText('waits for ‘draft’')).toBeVisible();
    expect(screen.getByRole('button', { name: /draft’ has run 42 s, waits for nothing/ })).toBeVisible();
  });

  it('holds a step, running or ended, against the median and 95th percentile of former runs', () => {
    const steps = [
      { ...done('plan', 400, 100), median_seconds: 60, p95_seconds: 90 },
      { ...done('cheap', 300, 10), median_seconds: 60, p95_seconds: null },
      { ...step('draft', { status: 'running', started_at: AT_MS - 30_000 }), median_seconds: 60, p95_seconds: 90 },
    ];
    drawPipeline({ series: [sessionsFrame([session('1', { steps })])] });
    const names = screen.getAllByRole('img').map((image) => image.getAttribute('aria-label'));
    expect(names).toEqual(
      expect.arrayContaining([
        'took 1 min 40 s, usually 1 min, longer than usual',
        'took 10 s, usually 1 min',
        'Running for 30 s, usually 1 min',
      ])
    );
  });

  it('arrows walk along the edges, Enter opens the step, Esc gives the focus back', async () => {
    drawPipeline({ series: [sessionsFrame([writing()])], options: { sessionUrl: '/d/eljefe-session' } });
    act(() => card('plan').focus());
    await userEvent.keyboard('{ArrowRight}');
    expect(card('research')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(card('survey')).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    const details = screen.getByRole('dialog', { name: 'Details of draft' });
    expect(within(details).getByText('taken over from research, 80 % of the context kept')).toBeVisible();
    expect(within(details).getByRole('link', { name: 'Open session' })).toHaveAttribute(
      'href',
      '/d/eljefe-session?from=now-6h&to=now&var-session=session-12'
    );
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(card('draft')).toHaveFocus();
  });

  it('zooms by button and key', async () => {
    drawPipeline({ series: [sessionsFrame([writing()])] });
    const scale = () => screen.getByRole('group', { name: /^Zoom/ }).getAttribute('aria-label');
    const before = scale();
    act(() => card('plan').focus());
    await userEvent.keyboard('+');
    expect(scale()).not.toBe(before);
    await userEvent.keyboard('0');
    expect(scale()).toBe(before);
  });

  it('folds and unfolds groups, a crowd at first', async () => {
    drawPipeline({ series: [sessionsFrame([crowd(100)])] });
    expect(cards()).toEqual(expect.arrayContaining(['Phase 0', 'Phase 1', 'Phase 2', 'Phase 3']));
    expect(cards().every((name) => name.startsWith('Phase'))).toBe(true);
    await userEvent.click(screen.getByRole('listitem', { name: /^Phase 3, 10 steps: 10 queued/ }));
    expect(screen.getByRole('listitem', { name: /^s30, Queued/ })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /Unfold all/ }));
    expect(screen.queryByRole('listitem', { name: /press Enter to unfold/ })).not.toBeInTheDocument();
  });

  it('draws a screenful of 5,000 steps', async () => {
    drawPipeline({ series: [sessionsFrame([crowd(5_000)])] });
    await userEvent.click(screen.getByRole('button', { name: /Unfold all/ }));
    expect(cards().length).toBeLessThan(150);
    await userEvent.click(screen.getByRole('button', { name: 'Show as table' }));
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '5001');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
  });

  it('is one line of steps when narrow', () => {
    drawPipeline({ series: [sessionsFrame([writing()])], width: 360 });
    const line = screen.getByRole('list', { name: /^Steps of/ });
    expect(line).toHaveTextContent('plan→research+survey→draft→review→deploy');
  });

  it('offers the same as a table, what needs a person first, and remembers it', async () => {
    const told = { ...writing(), steps: [...writing().steps, step('extra', { status: 'failed', error: '502' })] };
    const { refresh } = drawPipeline({ series: [sessionsFrame([told])] });
    await userEvent.click(screen.getByRole('button', { name: 'Show as table' }));
    refresh({});
    const [, first] = within(screen.getByRole('table')).getAllByRole('row');
    expect(within(first ?? document.body).getByRole('button', { name: 'extra' })).toBeVisible();
  });

  it('lets the reader choose a session and puts it into the URL', async () => {
    drawPipeline({ series: [sessionsFrame([writing(), session('late', { status: 'failed' })])] });
    const chooser = screen.getByRole('combobox', { name: 'Session, 1 of 2' });
    expect(chooser).toHaveDisplayValue('Failed: feature-development · late');
    await userEvent.selectOptions(chooser, 'Running: feature-development · session-12');
    expect(cards()).toContain('draft');
    expect(locationService.getSearchObject()).toMatchObject({ 'var-session': 'session-12' });
  });

  it('says that the session asked for is not there', () => {
    drawPipeline({
      series: [sessionsFrame([writing()])],
      options: { session: '$session' },
      variables: { session: 'gone' },
    });
    expect(screen.getByText('Session gone is not in this answer')).toBeVisible();
  });

  it('stands still under the pointer: new steps wait, values go on', async () => {
    const series = [sessionsFrame([writing()])];
    const { refresh } = drawPipeline({ series });
    fireEvent.pointerEnter(card('draft'));
    const steps = writing().steps.map((one) => (one.name === 'draft' ? { ...one, progress: 0.9 } : one));
    refresh({ series: [sessionsFrame([writing({ steps: [...steps, step('extra', { depends_on: ['plan'] })] })])] });
    expect(cards()).toHaveLength(6);
    expect(within(card('draft')).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '90');
    await userEvent.click(screen.getByRole('button', { name: '1 new step' }));
    expect(cards()).toHaveLength(7);
  });
});

describe('V2: states of the pipeline', () => {
  it.each([
    ['loading for the first time', { data: { state: LoadingState.Loading } }, 'Reading sessions…'],
    ['an error without data', { data: { errors: [{ message: 'refused' }] } }, 'The sessions cannot be read'],
    ['no frame', {}, 'No data'],
    ['no session', { series: [sessionsFrame([])] }, 'No workflow session yet'],
    ['no steps', { series: [sessionsFrame([session('1')])] }, 'No steps yet'],
  ])('says what to do with %s', (_, change, title) => {
    drawPipeline({ series: [], ...change });
    expect(within(screen.getByRole('status')).getByText(title)).toBeVisible();
  });

  it('keeps the last answer after an error and names it; says what the data source says', () => {
    const custom = { orchestrators: [{ name: 'lab', status: 'down', reason: 'refused' }] };
    drawPipeline({ series: [sessionsFrame([writing()], custom)], data: { errors: [{ message: 'refused' }] } });
    expect(cards()).toHaveLength(6);
    expect(screen.getByText('The last refresh failed: refused')).toBeVisible();
    expect(screen.getByText('Orchestrator lab does not answer')).toBeVisible();
  });

  it('calls everything stale after a minute without an update', () => {
    drawPipeline({ series: [sessionsFrame([writing()])] });
    act(() => jest.advanceTimersByTime(70_000));
    expect(screen.getByText('stale')).toBeVisible();
    expect(card('draft')).toHaveAccessibleName(/^draft, Stuck/);
  });
});
