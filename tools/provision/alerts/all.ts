import { analyticsServiceDown } from './analyticsServiceDown';
import { type AlertDefinition } from './definition';
import { errorRate } from './errorRate';
import { jobWithoutNews } from './jobWithoutNews';
import { orchestratorUnreachable } from './orchestratorUnreachable';

/** Every alert of the product, most severe first. */
export const ALERTS: readonly AlertDefinition[] = [
  analyticsServiceDown,
  orchestratorUnreachable,
  errorRate,
  jobWithoutNews,
];
