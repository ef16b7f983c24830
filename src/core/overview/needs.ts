import { statusOf } from '@eljefe/contract';

import { conditionOf } from '../status/condition';
import {
  type AgentRow,
  type Need,
  type NeedKind,
  type OrchestratorSummary,
  type OverviewInput,
} from './overview.types';

/** A failure older than this is history, not something to act on now. */
export const RECENT_FAILURE_SECONDS = 3_600;

const NEXT: Readonly<Record<NeedKind, string>> = {
  failed: 'Read its error, then run it again or mend the cause.',
  waiting: 'Answer it where it waits.',
  stuck: 'See what it did last; stop it if it does not move.',
  silent: 'Check that the orchestrator runs and can be reached.',
};

const kindOf = ({ status, stale }: AgentRow): NeedKind | null => {
  const condition = conditionOf({ status: statusOf(status), stale, overLimit: false });
  return condition === 'failed' || condition === 'waiting' || condition === 'stuck' ? condition : null;
};

const since = (row: AgentRow, kind: NeedKind, cursorTime: number): number =>
  kind === 'failed' && row.completedAt !== null ? Math.max(0, (cursorTime - row.completedAt) / 1000) : row.ageSeconds;

const agentNeed = (row: AgentRow, cursorTime: number): Need[] => {
  const kind = kindOf(row);
  if (kind === null) {
    return [];
  }
  const ageSeconds = since(row, kind, cursorTime);
  return kind === 'failed' && ageSeconds > RECENT_FAILURE_SECONDS
    ? []
    : [
        {
          key: `${row.source}/${row.jobId}`,
          kind,
          title: row.agent,
          detail: kind === 'failed' ? (row.error ?? row.task) : row.task,
          ageSeconds,
          next: NEXT[kind],
        },
      ];
};

const isSilent = ({ status, stale }: OrchestratorSummary): boolean => stale || status === 'down';

const orchestratorNeed = (row: OrchestratorSummary): Need[] =>
  isSilent(row)
    ? [
        {
          key: `orchestrator/${row.name}`,
          kind: 'silent',
          title: row.name,
          detail: row.reason,
          ageSeconds: row.ageSeconds,
          next: NEXT.silent,
        },
      ]
    : [];

/** What needs a person, oldest first. */
export const needsOf = ({ agents, orchestrators, cursorTime }: OverviewInput): Need[] =>
  [...orchestrators.flatMap(orchestratorNeed), ...agents.flatMap((row) => agentNeed(row, cursorTime))].sort(
    (left, right) => (right.ageSeconds ?? Infinity) - (left.ageSeconds ?? Infinity) || left.key.localeCompare(right.key)
  );
