import { act, fireEvent, screen } from '@testing-library/react';

import { agentsFrame, job } from './agentGrid.fixtures';
import { drawAgentGrid } from './renderAgentGrid.fixtures';

// A computer that does other things too needs seconds for what takes a blink.
jest.setTimeout(30_000);

const before = [agentsFrame({ jobs: [job('a', { agent: 'a' }), job('b', { agent: 'b' })] })];
const after = [
  agentsFrame({
    jobs: [job('b', { agent: 'b', status: 'failed' }), job('c', { agent: 'c', status: 'waiting' })],
  }),
];
const names = (): string[] => screen.getAllByRole('listitem').map((item) => item.getAttribute('aria-label') ?? '');
const list = (): HTMLElement => screen.getByRole('list', { name: 'Agents' });

beforeEach(() => window.localStorage.clear());

describe('V3: a refresh never moves what is under the pointer', () => {
  it('sorts anew at each refresh while nobody points at the list', () => {
    const { refresh } = drawAgentGrid({ series: before });
    refresh({ series: after });
    expect(names()).toEqual(['b, Failed', 'c, Waiting']);
  });

  it('keeps every row in its place while hovered, with new values, and counts what is new', () => {
    const { refresh } = drawAgentGrid({ series: before });
    fireEvent.pointerEnter(list());
    refresh({ series: after });
    expect(names()).toEqual(['a, Running, no longer in the data', 'b, Failed']);
    expect(screen.getByRole('button', { name: '1 new, update the list' })).toBeVisible();
    expect(screen.getByRole('button', { name: '1 of 2 agents failing' })).toBeVisible();
  });

  it('sorts when the pointer leaves', () => {
    const { refresh } = drawAgentGrid({ series: before });
    fireEvent.pointerEnter(list());
    refresh({ series: after });
    fireEvent.pointerLeave(list());
    expect(names()).toEqual(['b, Failed', 'c, Waiting']);
    expect(screen.queryByRole('button', { name: /update the list/ })).not.toBeInTheDocument();
  });

  it('holds while the focus is in the list', () => {
    const { refresh } = drawAgentGrid({ series: before });
    act(() => screen.getByRole('listitem', { name: 'b, Running' }).focus());
    refresh({ series: after });
    expect(names()).toEqual(['a, Running, no longer in the data', 'b, Failed']);
    expect(screen.getByRole('listitem', { name: 'b, Failed' })).toHaveFocus();
  });

  it('updates on request, and goes on holding', () => {
    const { refresh } = drawAgentGrid({ series: before });
    fireEvent.pointerEnter(list());
    refresh({ series: after });
    fireEvent.click(screen.getByRole('button', { name: '1 new, update the list' }));
    expect(names()).toEqual(['b, Failed', 'c, Waiting']);
    refresh({ series: before });
    expect(names()).toEqual(['b, Running', 'c, Waiting, no longer in the data']);
  });

  it('follows the reader’s own filter at once, even while held', () => {
    const { refresh } = drawAgentGrid({ series: before });
    fireEvent.pointerEnter(list());
    refresh({ series: after });
    fireEvent.change(screen.getByRole('textbox', { name: /Filter agents/ }), { target: { value: 'waiting' } });
    expect(names()).toEqual(['c, Waiting']);
  });
});
