import { type DataFrame } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { agentsFrame, job } from './agentGrid.fixtures';
import { drawAgentGrid } from './renderAgentGrid.fixtures';

// A computer that does other things too needs seconds for what takes a blink.
jest.setTimeout(30_000);

const series: DataFrame[] = [
  agentsFrame({
    jobs: [
      job('1', { agent: 'a', status: 'failed', error_category: 'rate_limit', error_message: '429 Too Many Requests' }),
      job('2', { agent: 'b' }),
      job('3', { agent: 'c' }),
    ],
  }),
];
const card = (agent: string): HTMLElement => screen.getByRole('listitem', { name: new RegExp(`^${agent},`) });

beforeEach(() => {
  window.localStorage.clear();
  locationService.replace('/d/overview?from=now-6h&to=now&var-source=lab&orgId=1');
});

describe('V3: keyboard of the agent grid', () => {
  it('is one tab stop; arrows move through it', async () => {
    drawAgentGrid({ series });
    act(() => card('a').focus());
    await userEvent.keyboard('{ArrowRight}');
    expect(card('b')).toHaveFocus();
    await userEvent.keyboard('{End}');
    expect(card('c')).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}{Home}');
    expect(card('a')).toHaveFocus();
    expect(screen.getAllByRole('listitem').filter((item) => item.tabIndex === 0)).toEqual([card('a')]);
  });

  it('Enter opens the card when no drill-down is set, with what to do; Esc closes it and gives the focus back', async () => {
    drawAgentGrid({ series });
    act(() => card('a').focus());
    await userEvent.keyboard('{Enter}');
    const details = screen.getByRole('dialog', { name: 'Details of a' });
    expect(within(details).getByText('429 Too Many Requests')).toBeVisible();
    expect(within(details).getByText(/Run fewer agents at once/)).toBeVisible();
    expect(within(details).getByRole('button', { name: 'Close details' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(card('a')).toHaveFocus();
  });

  it('V8: Enter follows the drill-down when it is set, with time range and variables; Space opens the card', async () => {
    drawAgentGrid({ series, options: { agentUrl: '/d/eljefe-agent' } });
    const link = within(card('b')).getByRole('link', { name: 'b' });
    expect(link).toHaveAttribute('href', '/d/eljefe-agent?from=now-6h&to=now&var-source=lab&var-agent=b');
    const followed = jest.fn((event: Event) => event.preventDefault());
    link.addEventListener('click', followed);
    act(() => card('b').focus());
    await userEvent.keyboard('{Enter}');
    expect(followed).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await userEvent.keyboard(' ');
    expect(screen.getByRole('dialog', { name: 'Details of b' })).toBeVisible();
  });

  it('shows no link where none leads', () => {
    drawAgentGrid({ series });
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('`/` focuses the filter while the focus is in the panel, and is a letter like any other in a text field', async () => {
    drawAgentGrid({ series });
    act(() => card('a').focus());
    await userEvent.keyboard('/');
    const input = screen.getByRole('textbox', { name: /Filter agents/ });
    expect(input).toHaveFocus();
    expect(input).toHaveValue('');
    await userEvent.keyboard('a/b');
    expect(input).toHaveValue('a/b');
  });

  it('`/` outside the panel is not ours', () => {
    drawAgentGrid({ series });
    const event = new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true });
    fireEvent(document.body, event);
    expect(event.defaultPrevented).toBe(false);
  });
});
