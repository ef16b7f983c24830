import { type Logger } from 'pino';

import { type Access } from '../auth/access';
import { type Auth } from '../auth/buildAuth';
import { type SecurityEvent, type SecurityEventKind } from '../auth/SecurityWatch';
import { type Identity } from '@eljefe/contract';
import { type Config } from '../config/schema';
import { type ServiceMetrics } from '../observe/ServiceMetrics';
import { type ServiceParts } from '../parts';

/** Why a caller was not let in, as `SecurityWatch` counts it. */
export type Refusal = Pick<SecurityEvent, 'reason'> & { kind: Exclude<SecurityEventKind, 'success'> };

/** One answered call, for the access audit (B2). */
export interface AccessRecord {
  /** Null on open routes, and when the caller was refused. */
  identity: Identity | null;
  token: string | null;
  method: string;
  /** Pattern of the route; null when none fits. */
  route: string | null;
  /** The address called, without its query; shown only where the route is of an act. */
  path: string;
  /** What the route asks of its callers; null when no route fits. */
  access: Access | null;
  /** Group of the route in the API's documentation. */
  tag: string | null;
  status: number;
  ms: number;
  address: string;
  requestId: string;
  /** The answer went out as a file. */
  exported: boolean;
  refusal: Refusal | null;
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
