import { type Registry } from 'prom-client';

import { type ApiPlugin } from '../../api/buildApi';
import { isEnded, type PriceOverride } from '@eljefe/contract';
import { type Entities } from '../../ingest/entities';
import { KnownIds } from '../../ingest/knownIds';
import { type News } from '../../ingest/news';
import { type RowReader, type RowWriter } from '../../ingest/ports';
import { createRedaction, type RedactionConfig } from '../../redaction';

import { agento11yRoutes } from './agento11y/agento11yRoutes';
import { CallIndex } from './CallIndex';
import { scalesOf, type ScaleConfig } from './evaluation';
import { Evidence } from './Evidence';
import { otlpRoutes } from './otlpRoutes';
import { Receiver } from './Receiver';
import { type SamplingRule } from './sampling';
import { SourceCounters } from './SourceCounters';

export interface OpenTelemetryDeps {
  store: RowReader;
  writer: RowWriter;
  record: (news: readonly News[]) => Promise<unknown>;
  entities: Entities;
  registry: Registry | null;
  /** Told which source something was stored of. */
  onHeard(source: string): void;
  redaction: RedactionConfig;
  overrides: () => readonly PriceOverride[];
  scales: readonly ScaleConfig[];
  sampling: readonly SamplingRule[];
  now(): number;
}

/** The OpenTelemetry source, wired. */
export interface OpenTelemetry {
  plugin: ApiPlugin;
  /** Export endpoints of Grafana's agent SDK, in a scope of their own. */
  agentSdk: ApiPlugin;
  receiver: Receiver;
  evidence: Evidence;
  counters: SourceCounters;
  /** Call every second or so: settles traces whose parents never came, and forgets old ones. */
  tick(): Promise<void>;
}

const DAY_MS = 86_400_000;
const RESTORE_MS = 5 * 60_000;
/** Two million traces: 2.4 MB; those before them are kept as long, so that late spans of an older trace find it. */
const KNOWN_TRACES = 2_000_000;
const KNOWN_FILTERS = 2;

const knownGroups = async (store: RowReader, now: number): Promise<KnownIds> => {
  const rows = await store.query<{ id: string }>(
    `SELECT DISTINCT concat('t:', trace_id) AS id FROM spans WHERE received >= {since:DateTime64(3)} AND trace_id != ''
     UNION DISTINCT SELECT DISTINCT concat('c:', session_id) AS id FROM spans
     WHERE received >= {since:DateTime64(3)} AND session_id != '' AND startsWith(name, 'claude_code.')
     LIMIT {limit:UInt32}`,
    { params: { since: new Date(now - DAY_MS), limit: KNOWN_TRACES } }
  );
  const known = new KnownIds(KNOWN_TRACES, KNOWN_FILTERS);
  rows.forEach(({ id }) => known.add(id));
  return known;
};

const runningJobs =
  (entities: Entities) =>
  (orchestrator: string, start: number, end: number): string[] =>
    [...entities.jobs.values()].flatMap(({ view }) => {
      const inside =
        view.source === orchestrator &&
        view.started_at !== null &&
        view.started_at <= start &&
        (view.completed_at ?? Infinity) >= end &&
        (view.completed_at !== null || !isEnded(view.status));
      return inside ? [view.job_id] : [];
    });

/** Wires the receiver to the service, and reads back what a former run was in the middle of. */
export const startOpenTelemetry = async (deps: OpenTelemetryDeps): Promise<OpenTelemetry> => {
  const redaction = createRedaction(deps.redaction);
  const scales = scalesOf(deps.scales);
  const options = () => ({ redaction, overrides: deps.overrides(), scales, received: deps.now() });
  const counters = new SourceCounters(deps.registry, deps.onHeard);
  const calls = new CallIndex();
  const evidence = new Evidence({
    store: deps.store,
    known: await knownGroups(deps.store, deps.now()),
    now: deps.now,
    options,
    candidates: runningJobs(deps.entities),
    onRestored: (node) => calls.add(node),
  });
  await evidence.restore(deps.now() - RESTORE_MS);
  const receiver = new Receiver({
    evidence,
    writer: deps.writer,
    record: deps.record,
    counters,
    calls,
    options,
    sampling: deps.sampling,
  });
  const { writer, record, now } = deps;
  const agentSdk = agento11yRoutes({ receiver, writer, record, counters, redaction, now });
  return {
    plugin: otlpRoutes({ receiver, counters }),
    agentSdk,
    receiver,
    evidence,
    counters,
    tick: () => receiver.settle(),
  };
};
