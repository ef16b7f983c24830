import { locationService } from '@grafana/runtime';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import React from 'react';

import { buildTree } from '../trace/buildTree';
import { SMALL_TRACE } from '../trace/trace.fixtures';
import { Replay } from './Replay';

const tree = buildTree(SMALL_TRACE);
const show = () => render(<Replay tree={tree} session={{ handoffs: [], steps: [] }} />);
const present = () => screen.getByRole('list', { name: 'What was said and done' }).querySelector('[aria-current]');

describe('T2: replay of a session', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    locationService.push('/a/x/sessions/detail');
  });
  afterEach(() => jest.useRealTimers());

  it('goes turn by turn with the arrows on the slider, to the end with End', () => {
    show();
    const slider = screen.getByRole('slider', { name: 'Time' });
    fireEvent.keyDown(slider, { key: 'ArrowRight' });
    expect(present()).toHaveTextContent('chat');
    fireEvent.keyDown(slider, { key: 'End' });
    expect(present()).toHaveTextContent('run_tests');
    expect(present()).toHaveTextContent('2 tests failed');
    fireEvent.keyDown(slider, { key: 'ArrowLeft' });
    expect(present()).toHaveTextContent('code');
  });

  it('plays with Space until the end, and says what each agent does meanwhile', () => {
    show();
    const slider = screen.getByRole('slider', { name: 'Time' });
    fireEvent.keyDown(slider, { key: ' ' });
    expect(screen.getByRole('button', { name: 'Pause' })).toBeInTheDocument();
    act(() => jest.advanceTimersByTime(5_000));
    expect(screen.getByRole('button', { name: 'Play' })).toBeInTheDocument();
    expect(slider).toHaveValue('1000');
    const lanes = screen.getByRole('list', { name: 'What each agent does now' });
    expect(within(lanes).getByText('planner')).toBeInTheDocument();
    expect(within(lanes).getByText('Failed')).toBeInTheDocument();
  });

  it('keeps its place in the address, and begins there', () => {
    locationService.push('/a/x/sessions/detail?at=91500');
    show();
    expect(present()).toHaveTextContent('run_tests');
  });
});
