import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { agentsFrame, job } from './agentGrid.fixtures';
import { drawAgentGrid } from './renderAgentGrid.fixtures';

// A computer that does other things too needs seconds for what takes a blink.
jest.setTimeout(30_000);

const series = [
  agentsFrame({
    jobs: [
      job('1', { agent: 'researcher-001', status: 'failed' }),
      job('2', { agent: 'writer-001', task: 'Quarterly report' }),
      job('3', { agent: 'writer-002', agent_type: 'writer', status: 'waiting' }),
    ],
  }),
];
const names = (): string[] => screen.queryAllByRole('listitem').map((item) => item.getAttribute('aria-label') ?? '');

beforeEach(() => window.localStorage.clear());

describe('V3: filters of the agent grid', () => {
  it('finds agents by text', async () => {
    drawAgentGrid({ series });
    await userEvent.type(screen.getByRole('textbox', { name: /Filter agents/ }), 'quarterly');
    expect(names()).toEqual(['writer-001, Running, Quarterly report']);
  });

  it('chips count what the text leaves, and filter by status when pressed', async () => {
    drawAgentGrid({ series });
    await userEvent.type(screen.getByRole('textbox', { name: /Filter agents/ }), 'writer');
    expect(screen.queryByRole('button', { name: /^Failed/ })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Waiting 1 agent' }));
    expect(screen.getByRole('button', { name: 'Waiting 1 agent' })).toHaveAttribute('aria-pressed', 'true');
    expect(names()).toEqual(['writer-002, Waiting']);
  });

  it('a part of the summary is a filter', async () => {
    drawAgentGrid({ series });
    await userEvent.click(screen.getByRole('button', { name: '1 waiting for a person' }));
    expect(names()).toEqual(['writer-002, Waiting']);
  });

  it('says when nothing matches, and clears on request or by Esc', async () => {
    drawAgentGrid({ series });
    const input = screen.getByRole('textbox', { name: /Filter agents/ });
    await userEvent.type(input, 'nobody');
    expect(names()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
    expect(names()).toHaveLength(3);
    await userEvent.type(input, 'nobody{Escape}');
    expect(names()).toHaveLength(3);
  });

  it('keeps the filter over a refresh', async () => {
    const { refresh } = drawAgentGrid({ series });
    await userEvent.type(screen.getByRole('textbox', { name: /Filter agents/ }), 'quarterly');
    refresh({ series: [agentsFrame({ jobs: [job('9', { agent: 'coder' }), job('8', { task: 'Quarterly plan' })] })] });
    expect(names()).toEqual(['agent 8, Running, Quarterly plan']);
  });

  it('remembers the reader’s layout over the panel’s own', async () => {
    const { refresh } = drawAgentGrid({ series });
    await userEvent.click(screen.getByRole('button', { name: /^View/ }));
    await userEvent.click(await screen.findByRole('menuitemradio', { name: 'Table' }));
    expect(screen.getByRole('grid', { name: 'Agents' })).toBeVisible();
    refresh({ options: { layout: 'cards', density: 'compact' } });
    expect(screen.getByRole('grid', { name: 'Agents' })).toBeVisible();
  });

  it('sorts by a column’s head, and turns the order round on the second press', async () => {
    drawAgentGrid({ series, options: { layout: 'table' } });
    const rows = (): Array<string | null> =>
      screen.getAllByRole('row', { name: /.+/ }).flatMap((row) => row.getAttribute('aria-label') ?? []);
    await userEvent.click(screen.getByRole('button', { name: 'Agent' }));
    expect(rows().map((name) => name?.split(',')[0])).toEqual(['researcher-001', 'writer-001', 'writer-002']);
    await userEvent.click(screen.getByRole('button', { name: 'Agent' }));
    expect(rows().map((name) => name?.split(',')[0])).toEqual(['writer-002', 'writer-001', 'researcher-001']);
    expect(screen.getByRole('columnheader', { name: 'Agent' })).toHaveAttribute('aria-sort', 'descending');
  });

  it('folds and opens a group', async () => {
    drawAgentGrid({ series, options: { groupBy: 'type' } });
    const group = screen.getByRole('button', { name: 'researcher 2 agents' });
    await userEvent.click(group);
    expect(group).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText('researcher-001')).not.toBeInTheDocument();
  });
});
