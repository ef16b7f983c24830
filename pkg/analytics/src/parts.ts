import {
  type BatchAnswer,
  type Catalog,
  type Feedback,
  type Identity,
  type Job,
  type Mark,
  type Notice,
  type QueryRequest,
  type QueryResponse,
  type Session,
  type State,
  type StreamEvent,
} from '@eljefe/contract';

/** How one part of the service is doing, for `/readyz`. */
export interface PartState {
  name: string;
  ready: boolean;
  /** Without it the service is not ready; an orchestrator that is down is told, but the service serves on. */
  essential: boolean;
  detail: string;
  since: number;
}

/** Takes records in; every method resolves only when what it reports as stored is durable. */
export interface Ingest {
  jobs(records: readonly unknown[], options: { source: string; identity: Identity }): Promise<BatchAnswer>;
  marks(marks: readonly Mark[], identity: Identity): Promise<BatchAnswer>;
  feedback(feedback: readonly Feedback[], identity: Identity): Promise<BatchAnswer>;
}

/** Now, in memory; rebuilt from the store at start. */
export interface Live {
  state(): State;
  sequence(): number;
  /** Calls back with each change, already coalesced (at most ten a second). Returns the unsubscribe function. */
  subscribe(listener: (event: StreamEvent) => void): () => void;
  /** Changes after a sequence number, or null when they are no longer held and a snapshot is needed. */
  since(sequence: number): StreamEvent[] | null;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface ListOptions {
  from?: number;
  to?: number;
  limit: number;
  cursor?: string;
  sort?: string;
  search?: string;
  source?: string;
  filters: ReadonlyArray<{ key: string; op: string; values: readonly string[] }>;
  signal: AbortSignal;
}

/** Answers questions about the past and the present. */
export interface Queries {
  answer(request: QueryRequest, options: { identity: Identity; signal: AbortSignal }): Promise<QueryResponse>;
  jobs(options: ListOptions): Promise<Page<Job>>;
  /** With its events; null when unknown; every source that knows the id when `source` is not given. */
  job(id: string, source?: string): Promise<Job[]>;
  sessions(options: ListOptions): Promise<Page<Session>>;
  session(id: string, source?: string): Promise<Session[]>;
  catalog(options: { values: boolean; signal: AbortSignal }): Promise<Catalog>;
}

/** Everything the API needs of the rest of the service; wired in `service.ts`, faked in the API's tests. */
export interface ServiceParts {
  ingest: Ingest;
  live: Live;
  queries: Queries;
  readiness(): Promise<PartState[]>;
  notices(): Notice[];
  /** Prometheus text (0.0.4) or OpenMetrics 1.0 of everything measured. */
  metrics(format: 'prometheus' | 'openmetrics'): Promise<string>;
  now(): number;
}
