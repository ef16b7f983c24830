import { type LiveJob, type LiveSession, type Notice, type Orchestrator } from '@eljefe/contract';
import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { failureText } from '../problem/failure.types';
import { type ElJefeQuery, type QueryFilter, STATE_FORMATS, type StateFormat } from '../query/query.types';
import { type AgedState } from '../state/agedState';
import { type LiveView, type StateOrigin } from '../state/liveView.types';
import { jobDimension, matchesFilters, orchestratorDimension, sessionDimension } from '../state/matchesFilters';
import { AGENT_COLUMNS, ORCHESTRATOR_COLUMNS, orchestratorRow, SESSION_COLUMNS } from './stateColumns';
import { column, type ColumnSpec } from './column';
import { fieldLinks, type LinkTarget } from './fieldLinks';

/** What panels find in `meta.custom` of a frame of live state. */
export interface StateFrameMeta {
  /** Instant of the state by the clock of its origin (epoch ms). */
  at: number;
  sequence: number;
  orchestrators: Orchestrator[];
  notices: Notice[];
  origin: StateOrigin;
  /** How news arrives. */
  by: LiveView['by'];
  /** Instant that `age_seconds` refers to, by the clock of the origin (epoch ms). */
  cursorTime: number;
  /** Rows left out by the query's limit. */
  left_out: number;
}

export interface StateFrameInput {
  query: ElJefeQuery;
  filters: readonly QueryFilter[];
  aged: AgedState;
  view: LiveView;
  target: LinkTarget;
}

interface Table {
  name: string;
  length: number;
  build: (limit: number) => DataFrame['fields'];
}

const table = <T extends object>(name: string, records: readonly T[], specs: ReadonlyArray<ColumnSpec<T>>): Table => ({
  name,
  length: records.length,
  build: (limit) => specs.map((spec) => column(records.slice(0, limit), spec)),
});

const formatOf = ({ format }: ElJefeQuery): StateFormat => STATE_FORMATS.find((known) => known === format) ?? 'agents';

const tableOf = ({ query, filters, aged, target }: StateFrameInput): Table => {
  const linked = <T extends object>(specs: ReadonlyArray<ColumnSpec<T>>): Array<ColumnSpec<T>> =>
    specs.map((spec) => ({
      ...spec,
      links: fieldLinks(spec.name, { target, names: specs.map(({ name }) => name) }),
    }));
  switch (formatOf(query)) {
    case 'agents':
      return table<LiveJob>(
        'agents',
        aged.agents.filter((job) => matchesFilters(job, filters, jobDimension)),
        linked(AGENT_COLUMNS)
      );
    case 'sessions':
      return table<LiveSession>(
        'sessions',
        aged.sessions.filter((session) => matchesFilters(session, filters, sessionDimension)),
        linked(SESSION_COLUMNS)
      );
    case 'orchestrators':
      return table(
        'orchestrators',
        aged.orchestrators
          .filter((orchestrator) => matchesFilters(orchestrator, filters, orchestratorDimension))
          .map(orchestratorRow),
        ORCHESTRATOR_COLUMNS
      );
  }
};

const NOTICE_LEVEL = { info: 'info', warning: 'warning', error: 'error' } as const;

export const grafanaNotice = ({ severity, text, hint }: Notice): QueryResultMetaNotice => ({
  severity: NOTICE_LEVEL[severity],
  text: hint ? `${/[.!?:…]$/.test(text) ? text : `${text}.`} ${hint}` : text,
});

const connectionNotice = ({ failure, by, origin }: LiveView): Notice[] => {
  if (failure) {
    return [{ severity: 'warning', text: `Last known state. ${failureText(failure)}`, hint: null }];
  }
  return by === 'poll' && origin === 'analytics'
    ? [{ severity: 'info', text: 'Asked for every few seconds, because the live stream cannot be had.', hint: null }]
    : [];
};

/** One frame of live state: `agents`, `sessions` or `orchestrators`, fields by the contract's names. */
export const stateFrame = (input: StateFrameInput): DataFrame => {
  const { query, aged, view } = input;
  const { name, length: total, build } = tableOf(input);
  const shown = Math.min(total, query.limit ?? total);
  const notices = [...connectionNotice(view), ...aged.notices];
  const custom: StateFrameMeta = {
    at: aged.at,
    sequence: aged.sequence,
    orchestrators: aged.orchestrators,
    notices,
    origin: view.origin,
    by: view.by,
    cursorTime: aged.cursorTime,
    left_out: total - shown,
  };
  return {
    name,
    refId: query.refId,
    length: shown,
    fields: build(shown),
    meta: {
      preferredVisualisationType: 'table',
      custom,
      ...(notices.length > 0 ? { notices: notices.map(grafanaNotice) } : {}),
    },
  };
};
