import { parse, parseZoneOffset, State } from '@eljefe/contract';
import { map, type Observable } from 'rxjs';

import { type LiveWays } from '../client/liveState';
import { stateStream } from '../client/stateStream';
import { RequestFailure, type Transport } from '../client/transport';
import { unreadable } from '../core/problem/explainFailure';
import { orchestratorState } from '../core/state/orchestratorState';
import { type ElJefeOptions } from './settings.types';

const readState = (transport: Transport): Observable<State> =>
  transport.getJson('analytics', 'read/state').pipe(
    map((body) => {
      const parsed = parse(State, body);
      if (!parsed.ok) {
        throw new RequestFailure(unreadable('analytics', body));
      }
      return parsed.value;
    })
  );

const readOrchestrator = (transport: Transport, zone: string, now: () => number): Observable<State> => {
  const zoneMinutes = parseZoneOffset(zone || 'UTC') ?? 0;
  return transport.getJson('orchestrator', 'orchestrator/status').pipe(
    map((body) => {
      const state = orchestratorState(body, { source: 'orchestrator', at: now(), zoneMinutes });
      if (!state) {
        throw new RequestFailure(unreadable('orchestrator', body));
      }
      return state;
    })
  );
};

/** The ways to live state that a data source's settings open. */
export const liveWaysOf = (options: ElJefeOptions, transport: Transport, now: () => number): LiveWays => ({
  openStream: options.analyticsUrl ? (lastEventId) => stateStream(transport, lastEventId) : null,
  readState: options.analyticsUrl ? () => readState(transport) : null,
  readOrchestrator: options.orchestratorUrl ? () => readOrchestrator(transport, options.zone ?? '', now) : null,
});
