import { PANEL } from '../dashboards/overview/panelIds';
import { SCRAPE_JOB } from '../names';
import { type AlertDefinition } from './definition';

const target = `up{job="${SCRAPE_JOB}"}`;
const labels = { job: SCRAPE_JOB, instance: '127.0.0.1:4319' };

/** Every other rule is blind while this one fires: it is the "target down" rule beside their noData states. */
export const analyticsServiceDown: AlertDefinition = {
  id: 'L1.analytics-service-down',
  severity: 'critical',
  title: 'Analytics service down',
  value: () => `${target} or 0 * absent(${target})`,
  threshold: { op: '<', value: 1 },
  forSeconds: 60,
  keepFiringSeconds: 0,
  valueFormat: 'count',
  summary: 'Prometheus cannot read the analytics service ({job})',
  description:
    'No metrics have come from {job} for a minute. Agents keep working, but nothing is recorded from here on and no other alert of El Jefe can fire.',
  panelId: PANEL.health,
  noData: {
    state: 'Alerting',
    reason: 'the value exists even without a target; nothing at all means that Prometheus does not scrape',
  },
  cases: [
    {
      name: 'fires when the scrape fails',
      series: [{ series: `up{job="${labels.job}", instance="${labels.instance}"}`, values: '1x4 0x20' }],
      atSeconds: 240,
      firing: [{ labels, value: '0' }],
    },
    {
      name: 'fires when Prometheus has no such target',
      series: [{ series: 'up{job="something-else"}', values: '1x20' }],
      atSeconds: 240,
      firing: [{ labels: { job: labels.job }, value: '0' }],
    },
    {
      name: 'stays silent while it is scraped',
      series: [{ series: `up{job="${labels.job}", instance="${labels.instance}"}`, values: '1x20' }],
      atSeconds: 240,
      firing: [],
    },
    {
      name: 'stays silent over one missed scrape',
      series: [{ series: `up{job="${labels.job}", instance="${labels.instance}"}`, values: '1x8 0 1x20' }],
      atSeconds: 140,
      firing: [],
    },
  ],
};
