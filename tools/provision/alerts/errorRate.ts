import { PANEL } from '../dashboards/overview/panelIds';
import { type AlertDefinition, type Span } from './definition';

const WINDOW_SECONDS = 600;
/**
 * Fewer ended jobs than this say nothing: 1 failure of 2 is no rate. With 20, crossing 10 % takes three failures;
 * at a true error rate of 2 % that happens by chance in fewer than 1 % of windows (binomial).
 */
const MINIMUM_ENDED_JOBS = 20;

const ended = (span: Span, statuses: string) =>
  `sum by (orchestrator) (increase(eljefe_jobs_ended_total{status=~"${statuses}"}[${span(WINDOW_SECONDS)}]))`;

const jobs = (status: string, agentType = 'researcher') =>
  `eljefe_jobs_ended_total{orchestrator="main", agent_type="${agentType}", status="${status}"}`;

/** A1.3 over ten minutes, per orchestrator. */
export const errorRate: AlertDefinition = {
  id: 'L2.error-rate',
  severity: 'warning',
  title: 'Error rate above 10 %',
  value: (span) =>
    `${ended(span, 'failed')} / ${ended(span, 'completed|failed')} and ${ended(span, 'completed|failed')} >= ${MINIMUM_ENDED_JOBS}`,
  threshold: { op: '>', value: 0.1 },
  forSeconds: 60,
  keepFiringSeconds: 120,
  valueFormat: 'percent',
  summary: '{value} of the jobs of {orchestrator} fail',
  description: `Of the jobs of {orchestrator} that ended in the last ten minutes (at least ${MINIMUM_ENDED_JOBS}), {value} failed; the limit is 10 %.`,
  panelId: PANEL.outcomeTrend,
  noData: {
    state: 'OK',
    reason: `fewer than ${MINIMUM_ENDED_JOBS} jobs ended: too few to call it a rate; a silent service has its own rule`,
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
