import { type MeasureInfo } from '@eljefe/contract';

import { ofService } from './describe';
import { type Measure } from './measure';

export interface Own {
  id: string;
  name: string;
  title: string;
  unit: MeasureInfo['unit'];
  definition: string;
  better: MeasureInfo['better'];
  aggregate: 'avg' | 'sum' | 'max';
  prometheus?: string;
  hint?: string;
}

/** A sample of the service itself, taken every 15 s and kept like any other series. */
export const own = ({ hint, prometheus, aggregate, ...rest }: Own): Measure => ({
  kind: 'sampled',
  metric: rest.name,
  subject: 'service',
  aggregate,
  info: ofService({
    ...rest,
    ...(prometheus ? { prometheus } : {}),
    absent_hint: hint ?? 'The service has not run long enough to sample itself in this window.',
  }),
});
