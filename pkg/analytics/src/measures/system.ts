import { type MeasureInfo } from '@eljefe/contract';

import { type Measure } from './measure';

const HINT = 'The orchestrator reports no host resources (its /api/analytics/resources answers 503 without psutil).';

const host = (name: string, title: string, unit: MeasureInfo['unit']): Measure => ({
  kind: 'sampled',
  metric: name,
  info: {
    id: 'S1',
    name: `host_${name}`,
    title,
    unit,
    definition: `${title} of the orchestrator's host, mean of the samples in each bucket`,
    dimensions: ['source'],
    statistics: ['value'],
    target: null,
    better: 'lower',
    prometheus: `eljefe_host_${name}`,
    absent_hint: HINT,
  },
});

/** S rows of `features.md`: host resources. */
export const SYSTEM_MEASURES: readonly Measure[] = [
  host('cpu_percent', 'Host CPU', 'percent'),
  host('memory_percent', 'Host memory', 'percent'),
  host('memory_used_bytes', 'Host memory used', 'bytes'),
  host('disk_percent', 'Host disk', 'percent'),
  host('disk_used_bytes', 'Host disk used', 'bytes'),
];
