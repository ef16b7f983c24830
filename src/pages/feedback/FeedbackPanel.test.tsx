import { locationService } from '@grafana/runtime';
import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';

import { ServiceProvider } from '../service/ServiceContext';
import { fakeService, frameOfRows } from '../testing/fakeService';
import { FeedbackPanel } from './FeedbackPanel';

const jobs = frameOfRows('jobs', [
  { job_id: 'j1', source: 'el-jefe', agent: 'writer', task: 'Draft', status: 'completed' },
]);

const show = (answer: unknown) => {
  const sent: Array<[string, unknown]> = [];
  const service = fakeService({
    get: () => ({}),
    post: (path, body) => {
      sent.push([path, body]);
      return answer;
    },
  });
  render(
    <ServiceProvider service={service}>
      <FeedbackPanel jobs={jobs} />
    </ServiceProvider>
  );
  return sent;
};

const COUNTS = { received: 1, stored: 1, duplicate: 0, refused: 0, refusals: [] };

describe('D4: feedback on a job', () => {
  beforeAll(() => {
    Object.defineProperty(globalThis.crypto, 'randomUUID', { value: () => 'id-1', configurable: true });
  });
  beforeEach(() => locationService.push('/a/x/sessions/detail'));

  it('cannot be sent while nothing is said', () => {
    show(COUNTS);
    expect(screen.getByRole('button', { name: 'Send feedback' })).toBeDisabled();
  });

  it('is sent with rating, score and comment, and its storing is told', () => {
    const sent = show(COUNTS);
    fireEvent.click(screen.getByRole('radio', { name: '4' }));
    fireEvent.change(screen.getByRole('textbox', { name: /Quality score/ }), { target: { value: '0,9' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Comment' }), { target: { value: 'Good' } });
    fireEvent.click(screen.getByRole('button', { name: 'Send feedback' }));
    expect(sent).toEqual([
      ['feedback', { id: 'id-1', job_id: 'j1', source: 'el-jefe', rating: 4, quality_score: 0.9, comment: 'Good' }],
    ]);
    expect(screen.getByText(/^Stored\./)).toBeInTheDocument();
  });

  it('tells why the service refused it, and keeps what was written', () => {
    show({ ...COUNTS, stored: 0, refused: 1, refusals: [{ index: 0, job_id: 'j1', reason: 'no such job' }] });
    fireEvent.change(screen.getByRole('textbox', { name: 'Comment' }), { target: { value: 'Good' } });
    fireEvent.click(screen.getByRole('button', { name: 'Send feedback' }));
    expect(screen.getByText('no such job')).toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: 'Comment' })).toHaveValue('Good');
  });
});
