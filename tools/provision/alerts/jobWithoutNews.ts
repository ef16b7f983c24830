import { PANEL } from '../dashboards/overview/panelIds';
import { type AlertDefinition } from './definition';

const labels = { orchestrator: 'main', agent_type: 'coder' };
const silent = 'eljefe_jobs_without_news{orchestrator="main", agent_type="coder"}';
const up = 'eljefe_orchestrator_up{orchestrator="main"}';

/** A stall (W2.4, T10). The limit per job is the service's: its time-out where known, else what its kind usually needs. */
export const jobWithoutNews: AlertDefinition = {
  id: 'L2.job-without-news',
  severity: 'warning',
  title: 'Job without news for too long',
  value: () =>
    'sum by (orchestrator, agent_type) (eljefe_jobs_without_news) unless on (orchestrator) (eljefe_orchestrator_up < 1)',
  threshold: { op: '>', value: 0 },
  forSeconds: 60,
  keepFiringSeconds: 60,
  valueFormat: 'count',
  summary: '{value} running {agent_type} job(s) of {orchestrator} have gone quiet',
  description:
    'On {orchestrator}, {value} running {agent_type} job(s) have sent no news for longer than their limit: stuck, looping, or waiting for something that does not come. Whatever waits for them waits too.',
  panelId: PANEL.agents,
  noData: {
    state: 'OK',
    reason: 'no running jobs, or the orchestrator is unreachable, or the service is down: each has its own rule',
  },
  cases: [
    {
      name: 'fires when two jobs stay quiet',
      series: [
        { series: silent, values: '0x4 2x30' },
        { series: up, values: '1x40' },
      ],
      atSeconds: 300,
      firing: [{ labels, value: '2' }],
    },
    {
      name: 'stays silent while every job sends news',
      series: [
        { series: silent, values: '0x40' },
        { series: up, values: '1x40' },
      ],
      atSeconds: 300,
      firing: [],
    },
    {
      name: 'stays silent when a job is late for half a minute',
      series: [
        { series: silent, values: '0x8 1x1 0x30' },
        { series: up, values: '1x40' },
      ],
      atSeconds: 150,
      firing: [],
    },
    {
      name: 'stays silent while the orchestrator itself is unreachable: one cause, one alert',
      series: [
        { series: silent, values: '3x40' },
        { series: up, values: '0x40' },
      ],
      atSeconds: 300,
      firing: [],
    },
  ],
};
