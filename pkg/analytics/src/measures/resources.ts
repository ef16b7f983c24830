import { type MeasureInfo } from '@eljefe/contract';

import { ofJobs, ofSystem } from './describe';
import { type Measure } from './measure';
import { ENDED } from './rows';

const HOST_HINT =
  'The orchestrator reports no host resources (its /api/analytics/resources answers 503 without psutil).';
const SENT_HINT =
  'Send cpu_usage, memory_usage, network_io, disk_io or gpu_usage with job records, or OpenTelemetry metrics.';

const host = (name: string, title: string, unit: MeasureInfo['unit']): Measure => ({
  kind: 'sampled',
  metric: name,
  subject: 'host',
  aggregate: 'avg',
  info: ofSystem({
    id: 'S1',
    name: `host_${name}`,
    title,
    unit,
    definition: `${title} of the orchestrator's host, mean of the samples in each bucket`,
    better: 'lower',
    prometheus: `eljefe_host_${name}`,
    absent_hint: HOST_HINT,
  }),
});

/** S1: resources of hosts, and of agents where their jobs tell. */
const agentUse = (column: string, title: string, unit: MeasureInfo['unit']): Measure => ({
  kind: 'sql',
  info: ofJobs({
    id: 'S1',
    name: `agent_${column}`,
    title: `${title} per agent`,
    unit,
    definition: `mean over ended jobs that report it; within a job ${column.endsWith('percent') ? 'the mean of its samples' : column === 'memory_bytes' ? 'the peak' : 'the total'}`,
    better: 'lower',
    absent_hint: SENT_HINT,
  }),
  rows: 'usage',
  where: `${ENDED} AND ${column} IS NOT NULL`,
  value: { value: `avgOrNull(${column})` },
  count: 'count()',
  zeroWhenEmpty: false,
});

/** S1: resources of hosts and agents. */
export const RESOURCE_MEASURES: readonly Measure[] = [
  host('cpu_percent', 'Host CPU', 'percent'),
  host('memory_percent', 'Host memory', 'percent'),
  host('memory_used_bytes', 'Host memory used', 'bytes'),
  host('disk_percent', 'Host disk', 'percent'),
  host('disk_used_bytes', 'Host disk used', 'bytes'),
  {
    kind: 'absent',
    info: ofSystem({
      id: 'S1',
      name: 'host_network_bytes',
      title: 'Host network',
      unit: 'bytes',
      definition: 'bytes received and sent by the orchestrator’s host',
      better: 'neither',
      absent_hint: 'El Jefe’s resource interface tells CPU, memory and disk alone; per job see agent_network_bytes.',
    }),
  },
  {
    kind: 'absent',
    info: ofSystem({
      id: 'S1',
      name: 'host_gpu_percent',
      title: 'Host GPU',
      unit: 'percent',
      definition: 'use of the host’s GPUs',
      better: 'lower',
      absent_hint: 'El Jefe’s resource interface tells CPU, memory and disk alone; per job see agent_gpu_percent.',
    }),
  },
  agentUse('cpu_percent', 'CPU', 'percent'),
  agentUse('memory_bytes', 'Memory', 'bytes'),
  agentUse('gpu_percent', 'GPU', 'percent'),
  agentUse('network_bytes', 'Network', 'bytes'),
  agentUse('disk_bytes', 'Disk', 'bytes'),
];
