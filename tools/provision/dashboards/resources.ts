import { type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { RESOURCES_UID } from '../names';
import { DRILL, LEADS } from './addresses';
import { JOB_SCOPE, type Scope } from './filters';
import { board } from './kit/board';
import { figure } from './kit/figure';
import { special } from './kit/special';
import { comparison } from './kit/table';
import { trend } from './kit/trend';
import { lowIsGood, neutral } from './thresholds';
import { commonVariables } from './variables';

const SCOPE: Scope[] = ['source', 'agent_type', 'workflow'];

const FIGURES = [
  { id: 1, title: 'Host CPU', measure: 'host_cpu_percent', width: 4, decimals: 0, thresholds: lowIsGood(75, 90) },
  { id: 2, title: 'Host memory', measure: 'host_memory_percent', width: 4, decimals: 0, thresholds: lowIsGood(75, 90) },
  { id: 3, title: 'Host disk', measure: 'host_disk_percent', width: 4, decimals: 0, thresholds: lowIsGood(80, 90) },
  { id: 4, title: 'Running now', measure: 'agents_active', width: 4, decimals: 0, thresholds: neutral('blue') },
  { id: 5, title: 'Most at once', measure: 'concurrency_peak', width: 4, decimals: 0 },
  { id: 6, title: 'Waiting to start', measure: 'queue_depth', width: 4, decimals: 0, thresholds: lowIsGood(10, 50) },
];

const hosts = () => [
  trend(
    {
      id: 10,
      title: 'Host CPU over time',
      width: 8,
      lines: [{ measure: 'host_cpu_percent' }],
      max: 100,
      thresholds: lowIsGood(75, 90),
    },
    SCOPE
  ),
  trend(
    {
      id: 11,
      title: 'Host memory over time',
      width: 8,
      lines: [{ measure: 'host_memory_percent' }],
      max: 100,
      thresholds: lowIsGood(75, 90),
    },
    SCOPE
  ),
  trend(
    {
      id: 12,
      title: 'Host disk over time',
      width: 8,
      lines: [{ measure: 'host_disk_percent' }],
      max: 100,
      thresholds: lowIsGood(80, 90),
    },
    SCOPE
  ),
];

const capacity = () => [
  trend(
    {
      id: 20,
      title: 'Agents at work against capacity',
      width: 12,
      lines: [
        { measure: 'agents_active', name: 'Running' },
        { measure: 'concurrency_peak', name: 'Most at once' },
        { measure: 'queue_depth', name: 'Waiting to start', color: 'purple' },
      ],
    },
    SCOPE
  ),
  trend(
    {
      id: 21,
      title: 'Wait before the start',
      width: 12,
      lines: [
        { measure: 'queue_wait', statistic: 'p50', name: 'Median' },
        { measure: 'queue_wait', statistic: 'p95', name: '95th percentile' },
      ],
    },
    SCOPE
  ),
];

const agents = () => [
  trend(
    {
      id: 30,
      title: 'Agent CPU',
      width: 8,
      note: 'Mean of a job, against before; “Who uses what” tells it for each agent type.',
      lines: [{ measure: 'agent_cpu_percent', compare: 'former' }],
      link: LEADS.agent,
    },
    SCOPE
  ),
  trend(
    { id: 31, title: 'Agent memory', width: 8, lines: [{ measure: 'agent_memory_bytes', compare: 'former' }] },
    SCOPE
  ),
  trend(
    {
      id: 32,
      title: 'Agent GPU',
      width: 8,
      lines: [{ measure: 'agent_gpu_percent', compare: 'former' }],
      noValue: 'No job reports gpu_usage',
    },
    SCOPE
  ),
  comparison(
    {
      id: 40,
      title: 'Who uses what',
      width: 14,
      height: 11,
      note: 'Mean of a job; memory at its peak.',
      by: 'agent_type',
      heading: 'Agent type',
      columns: [
        { measure: 'throughput', heading: 'Jobs' },
        { measure: 'agent_cpu_percent', heading: 'CPU' },
        { measure: 'agent_memory_bytes', heading: 'Memory' },
        { measure: 'agent_gpu_percent', heading: 'GPU' },
        { measure: 'agent_network_bytes', heading: 'Network' },
        { measure: 'agent_disk_bytes', heading: 'Disk' },
        { measure: 'resource_cost', heading: 'Resource cost' },
      ],
    },
    SCOPE
  ),
  special({
    id: 41,
    type: 'eljefe-agentgrid-panel',
    title: 'Agents at work',
    description: 'V8. Agents that run, with what they use. Live.',
    width: 10,
    height: 11,
    queries: [
      {
        kind: 'state',
        format: 'agents',
        filters: [...JOB_SCOPE, { key: 'status', op: '=|', values: ['running', 'waiting'] }],
      },
    ],
    options: { layout: 'table', density: 'compact' },
  }),
];

const service = () => [
  trend(
    {
      id: 50,
      title: 'Reading the live state',
      width: 8,
      lines: [{ measure: 'state_read_time', name: 'Time to read' }],
      link: LEADS.ingest,
    },
    SCOPE
  ),
  trend({ id: 51, title: 'Size of the live state', width: 8, lines: [{ measure: 'state_read_bytes' }] }, SCOPE),
  trend(
    { id: 52, title: 'Rows on their way to the store', width: 8, lines: [{ measure: 'write_queue_depth' }] },
    SCOPE
  ),
];

/** S1, A2.3, A2.4, W3.4: what hosts and agents use, what there is room for, and who uses it. */
export const resources = (): Dashboard =>
  board({
    uid: RESOURCES_UID,
    title: 'Resources',
    description: 'Hosts, agents and the service itself: CPU, memory, disk, GPU, concurrency and queues.',
    from: 'now-6h',
    refresh: '30s',
    variables: commonVariables(),
    panels: [
      ...FIGURES.map((spec) => figure(spec, SCOPE)),
      ...hosts(),
      ...capacity(),
      ...agents(),
      ...service(),
      special({
        id: 60,
        type: 'eljefe-insights-panel',
        title: 'Insights',
        description: 'P5. What changed and what to do, over everything.',
        width: 24,
        height: 9,
        queries: [{ kind: 'insights' }],
        options: { ...DRILL, showTrends: false },
      }),
    ],
  });
