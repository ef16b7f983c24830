import { locationService } from '@grafana/runtime';
import { fireEvent, render, screen, within } from '@testing-library/react';
import React from 'react';

import { buildTree } from './buildTree';
import { SMALL_TRACE, span } from './trace.fixtures';
import { TraceExplorer } from './TraceExplorer';

const SAID = [{ key: 'gen_ai.output.messages', value: '[{"role":"assistant","content":"The plan is ready"}]' }];
const tree = buildTree(SMALL_TRACE.map((one) => (one.id === 'chat' ? { ...one, tags: SAID } : one)));

const names = (): string[] =>
  screen.getAllByRole('treeitem').map((item) => item.getAttribute('aria-label')?.split(',')[0] ?? '');

describe('T1: a session as tree and waterfall', () => {
  beforeEach(() => locationService.push('/a/x/sessions/detail?var-session=s'));

  it('shows every span with who, what and how long, and says what failed', () => {
    render(<TraceExplorer tree={tree} as="timeline" />);
    expect(names()).toEqual(['agent: workflow', 'planner: plan', 'planner: chat', 'coder: code', 'coder: test']);
    expect(screen.getByRole('treeitem', { name: /coder: test.*failed/ })).toHaveAttribute('aria-level', '3');
  });

  it('is walked by keyboard: arrows, Enter for details, Escape back', () => {
    render(<TraceExplorer tree={tree} as="timeline" />);
    const list = screen.getByRole('tree');
    list.focus();
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    fireEvent.keyDown(list, { key: 'Enter' });
    const details = screen.getByRole('region', { name: 'Details of chat' });
    expect(within(details).getByText('The plan is ready')).toBeInTheDocument();
    expect(locationService.getSearch().get('span')).toBe('chat');
    fireEvent.keyDown(list, { key: 'Escape' });
    expect(screen.queryByRole('region', { name: 'Details of chat' })).not.toBeInTheDocument();
  });

  it('closes details in browsers whose scrolling answers with a promise', () => {
    const scrolled = jest.fn(() => Promise.resolve());
    Object.defineProperty(Element.prototype, 'scrollIntoView', { value: scrolled, configurable: true });
    render(<TraceExplorer tree={tree} as="table" />);
    fireEvent.click(screen.getByRole('button', { name: 'test' }));
    expect(scrolled).toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Close details' }));
    expect(screen.getByRole('table', { name: 'Spans' })).toBeInTheDocument();
    Reflect.deleteProperty(Element.prototype, 'scrollIntoView');
  });

  it('folds and unfolds', () => {
    render(<TraceExplorer tree={tree} as="timeline" />);
    fireEvent.click(screen.getByRole('button', { name: 'Fold' }));
    expect(names()).toEqual(['agent: workflow', 'planner: plan', 'coder: code']);
    expect(screen.getByRole('treeitem', { name: /coder: code.*1 hidden/ })).toHaveAttribute('aria-expanded', 'false');
    fireEvent.click(screen.getByRole('button', { name: 'Unfold' }));
    expect(names()).toHaveLength(5);
  });

  it('shows failures alone, and leads from one to the next', () => {
    render(<TraceExplorer tree={tree} as="timeline" />);
    fireEvent.click(screen.getByRole('switch', { name: 'Only failed (1)' }));
    expect(names()).toEqual(['agent: workflow', 'coder: code', 'coder: test']);
    fireEvent.click(screen.getByRole('button', { name: 'Next failure' }));
    expect(screen.getByText('2 tests failed')).toBeInTheDocument();
  });

  it('says what to do when no span passes', () => {
    locationService.partial({ find: 'nobody' });
    render(<TraceExplorer tree={tree} as="timeline" />);
    expect(screen.getByText('No span passes these filters')).toBeInTheDocument();
  });

  it('shows the same as a table, and opens details from it', () => {
    render(<TraceExplorer tree={tree} as="table" />);
    const table = screen.getByRole('table', { name: 'Spans' });
    expect(within(table).getAllByRole('row')).toHaveLength(6);
    fireEvent.click(within(table).getByRole('button', { name: 'test' }));
    expect(screen.getByRole('region', { name: 'Details of test' })).toBeInTheDocument();
  });

  it('draws only the rows in sight of 20,000', () => {
    const many = Array.from({ length: 20_000 }, (_, index) =>
      span({ id: `s${index}`, parentId: index === 0 ? null : 's0' })
    );
    render(<TraceExplorer tree={buildTree(many)} as="timeline" />);
    expect(screen.getAllByRole('treeitem').length).toBeLessThan(100);
  });
});
