/** The one thing the bundle and the companion parts share: schemas, the types they give, and pure readings of foreign shapes. */
export * from './schema';
export * from './problem';
export * from './parse';
export * from './time';
export {
  BUDGET_PERIODS,
  BUDGET_SCOPES,
  ERROR_CATEGORIES,
  EVENT_KINDS,
  isEnded,
  SEVERITIES,
  SLO_MEASURES,
  STATUS_ORDER,
  STATUSES,
  statusOf,
} from './words';
export type { EventKind } from './words';
export * from './status';
export * from './job';
export * from './session';
export * from './fact';
export * from './event';
export * from './marks';
export * from './state';
export * from './query';
export * from './catalog';
export * from './insight';
export * from './prediction';
export * from './identity';
export * from './audit';
export * from './settings';
export * from './eljefe/wire';
export * from './eljefe/normalise';
