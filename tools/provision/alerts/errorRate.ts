import { PANEL } from '../dashboards/overview/panelIds';
import { type AlertDefinition } from './definition';

/** A burst of two minutes is lost in ten minutes of good work; ten minutes gather enough jobs where there are few. */
const RECENT_SECONDS = 120;
const LONG_SECONDS = 600;
/**
 * Fewer than this say nothing: 1 failure of 2 is no rate. With both limits, a true error rate of 2 % crosses 10 % by
 * chance in at most 1 of 340 windows, whatever the number of jobs (binomial; worst at 49 jobs), and must last a minute.
 */
const MINIMUM_ENDED = 20;
const MINIMUM_FAILED = 5;

const countOf = (statuses: string, window: string) =>
  `sum by (orchestrator) (increase(eljefe_jobs_ended_total{status=~"${statuses}"}[${window}]))`;

const decided = (window: string) => countOf('completed|failed', window);

/** The share of failures in a window, 0 where too few failed; no series where too few jobs ended in it. */
const rateOver = (window: string) =>
  `${countOf('failed', window)} / ${decided(window)} * (${countOf('failed', window)} >= bool ${MINIMUM_FAILED}) and ${decided(window)} >= ${MINIMUM_ENDED}`;

const jobs = (status: string, agentType = 'researcher') =>
  `eljefe_jobs_ended_total{orchestrator="main", agent_type="${agentType}", status="${status}"}`;

/** A1.3 per orchestrator, over the last two minutes when they hold enough jobs, else over the last ten. */
export const errorRate: AlertDefinition = {
  id: 'L2.error-rate',
  severity: 'warning',
  title: 'Error rate above 10 %',
  value: (span) => `(${rateOver(span(RECENT_SECONDS))}) or (${rateOver(span(LONG_SECONDS))})`,
  threshold: { op: '>', value: 0.1 },
  forSeconds: 60,
  keepFiringSeconds: 120,
  valueFormat: 'percent',
  summary: '{value} of the jobs of {orchestrator} fail',
  description: `Of the jobs of {orchestrator} that ended in the last two minutes (the last ten where fewer than ${MINIMUM_ENDED} ended), {value} failed; the limit is 10 %.`,
  panelId: PANEL.outcomeTrend,
  noData: {
    state: 'OK',
    reason: `fewer than ${MINIMUM_ENDED} jobs ended: too few to call it a rate; a silent service has its own rule`,
  },
  cases: [
    {
      name: 'fires at one failure in four',
      series: [
        { series: jobs('completed'), values: '0+3x80' },
        { series: jobs('failed'), values: '0+1x80' },
      ],
      atSeconds: 1_200,
      firing: [{ labels: { orchestrator: 'main' }, value: '25%' }],
    },
    {
      name: 'adds up agent types before it judges',
      series: [
        { series: jobs('completed'), values: '0+5x80' },
        { series: jobs('failed', 'coder'), values: '0+5x80' },
      ],
      atSeconds: 1_200,
      firing: [{ labels: { orchestrator: 'main' }, value: '50%' }],
    },
    {
      name: 'notices a burst of two minutes after an hour of good work',
      series: [
        { series: jobs('completed'), values: '0+15x239 3600+11x8 3688+15x20' },
        { series: jobs('failed'), values: '0x239 4+4x7 32x20' },
      ],
      atSeconds: 3_720,
      firing: [{ labels: { orchestrator: 'main' }, value: '24.14%' }],
    },
    {
      name: 'stays silent at four failures of twenty: too few to go by',
      series: [
        { series: jobs('completed'), values: '0x40 16x40' },
        { series: jobs('failed'), values: '0x40 4x40' },
      ],
      atSeconds: 900,
      firing: [],
    },
    {
      name: 'waits a minute before it fires',
      series: [
        { series: jobs('completed'), values: '0+3x80' },
        { series: jobs('failed'), values: '0x40 20x40' },
      ],
      atSeconds: 645,
      firing: [],
    },
    {
      name: 'stays silent at one failure in fifty',
      series: [
        { series: jobs('completed'), values: '0+49x80' },
        { series: jobs('failed'), values: '0+1x80' },
      ],
      atSeconds: 1_200,
      firing: [],
    },
    {
      name: 'stays silent at exactly one failure in ten',
      series: [
        { series: jobs('completed'), values: '0+9x80' },
        { series: jobs('failed'), values: '0+1x80' },
      ],
      atSeconds: 1_200,
      firing: [],
    },
    {
      name: 'stays silent when 1 of 2 jobs failed: too few to call it a rate',
      series: [
        { series: jobs('completed'), values: '0x40 1x40' },
        { series: jobs('failed'), values: '0x40 1x40' },
      ],
      atSeconds: 900,
      firing: [],
    },
    {
      name: 'does not count interrupted and cancelled jobs as failures',
      series: [
        { series: jobs('completed'), values: '0+5x80' },
        { series: jobs('failed'), values: '0x80' },
        { series: jobs('interrupted'), values: '0+5x80' },
        { series: jobs('cancelled'), values: '0+5x80' },
      ],
      atSeconds: 1_200,
      firing: [],
    },
    {
      name: 'stays silent when the service restarts and its counters begin at zero again',
      series: [
        { series: jobs('completed'), values: '900+9x40 0+9x40' },
        { series: jobs('failed'), values: '90x40 0x40' },
      ],
      atSeconds: 900,
      firing: [],
    },
  ],
};
