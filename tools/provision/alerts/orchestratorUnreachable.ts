import { PANEL } from '../dashboards/overview/panelIds';
import { type AlertDefinition } from './definition';

const up = (orchestrator: string) => `eljefe_orchestrator_up{orchestrator="${orchestrator}"}`;

export const orchestratorUnreachable: AlertDefinition = {
  id: 'L1.orchestrator-unreachable',
  severity: 'critical',
  title: 'Orchestrator unreachable',
  value: () => 'min by (orchestrator) (eljefe_orchestrator_up)',
  threshold: { op: '<', value: 1 },
  forSeconds: 60,
  keepFiringSeconds: 60,
  valueFormat: 'count',
  summary: 'Orchestrator {orchestrator} cannot be reached',
  description:
    'None of the ways to hear from {orchestrator} has worked for a minute. What its agents do is unknown; what is shown of them is its last known state.',
  panelId: PANEL.health,
  noData: {
    state: 'KeepLast',
    reason:
      'the series is missing only when the analytics service is, which has its own rule; unreachable must not turn into resolved then',
  },
  cases: [
    {
      name: 'fires for the orchestrator that is down and not for its neighbour',
      series: [
        { series: up('main'), values: '1x4 0x30' },
        { series: up('other'), values: '1x40' },
      ],
      atSeconds: 240,
      firing: [{ labels: { orchestrator: 'main' }, value: '0' }],
    },
    {
      name: 'keeps firing for a minute after it is back',
      series: [{ series: up('main'), values: '0x20 1x20' }],
      atSeconds: 345,
      firing: [{ labels: { orchestrator: 'main' }, value: '0' }],
    },
    {
      name: 'is resolved five minutes after it is back',
      series: [{ series: up('main'), values: '0x20 1x30' }],
      atSeconds: 630,
      firing: [],
    },
    {
      name: 'stays silent while it is up',
      series: [{ series: up('main'), values: '1x40' }],
      atSeconds: 600,
      firing: [],
    },
    {
      name: 'stays silent over a restart of half a minute',
      series: [{ series: up('main'), values: '1x8 0x1 1x30' }],
      atSeconds: 150,
      firing: [],
    },
  ],
};
