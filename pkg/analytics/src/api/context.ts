import { type Logger } from 'pino';

import { type Auth } from '../auth/buildAuth';
import { type Identity } from '@eljefe/contract';
import { type Config } from '../config/schema';
import { type ServiceMetrics } from '../observe/ServiceMetrics';
import { type ServiceParts } from '../parts';

/** One answered call, for the access audit (B2). */
export interface AccessRecord {
  /** Null on open routes, and when the caller was refused. */
  identity: Identity | null;
  token: string | null;
  method: string;
  /** Pattern of the route; null when none fits. */
  route: string | null;
  status: number;
  ms: number;
  address: string;
}

/** The part of the configuration the API needs. */
export type ApiConfig = Pick<Config, 'host' | 'allowedHosts' | 'limits'>;

export interface ApiDeps {
  auth: Auth;
  logger: Logger;
  metrics: ServiceMetrics;
  version: string;
  onAccess: (record: AccessRecord) => void;
  /** Comment line on idle streams, ms; 15 s unless said. */
  heartbeatMs?: number;
  /** A stream that stays full for longer is closed, ms; 60 s unless said. */
  stallMs?: number;
}

/** What every group of routes is built with. */
export interface ApiContext {
  parts: ServiceParts;
  config: ApiConfig;
  deps: ApiDeps;
}
