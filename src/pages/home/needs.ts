import { statusOf } from '@eljefe/contract';

import { type Condition, conditionOf } from '../../core/status/condition';
import { moneyText, ratioText } from '../format';
import {
  type BudgetRow,
  type HomeInput,
  type LiveJobRow,
  type LiveSessionRow,
  type Need,
  type NeedKind,
  type NeedLink,
  type OrchestratorRow,
} from './needs.types';

/** A failure older than this is history, not something to act on now. */
export const RECENT_FAILURE_SECONDS = 3_600;
/** From here on a budget needs somebody, though it is not spent yet. */
const NEARLY_SPENT = 0.8;

const kindOf = (condition: Condition): NeedKind | null =>
  condition === 'failed' || condition === 'waiting' || condition === 'stuck' ? condition : null;

const sinceOf = (
  row: { ageSeconds: number; completedAt: number | null },
  kind: NeedKind,
  cursorTime: number
): number =>
  kind === 'failed' && row.completedAt !== null ? Math.max(0, (cursorTime - row.completedAt) / 1000) : row.ageSeconds;

const joined = (parts: ReadonlyArray<string | null>): string | null => {
  const known = parts.filter((part) => part !== null && part !== '');
  return known.length === 0 ? null : known.join(' · ');
};

const jobLink = ({ sessionId, source, jobId, agentType }: LiveJobRow): NeedLink | null =>
  sessionId !== null
    ? { to: 'session', sessionId, source, jobId }
    : agentType === ''
      ? null
      : { to: 'agent', name: agentType };

const jobNeed = (row: LiveJobRow, cursorTime: number): Need[] => {
  const kind = kindOf(conditionOf({ status: statusOf(row.status), stale: row.stale, overLimit: false }));
  if (kind === null) {
    return [];
  }
  const ageSeconds = sinceOf(row, kind, cursorTime);
  return kind === 'failed' && ageSeconds > RECENT_FAILURE_SECONDS
    ? []
    : [
        {
          key: `job/${row.source}/${row.jobId}`,
          kind,
          title: row.agent,
          who: [row.agent],
          detail: kind === 'failed' ? (row.error ?? row.task) : row.task,
          context: joined([row.workflow, row.step, row.source]),
          ageSeconds,
          count: 1,
          link: jobLink(row),
        },
      ];
};

/** A session needs somebody of its own only where none of its jobs says so already. */
const sessionNeed = (row: LiveSessionRow, told: ReadonlySet<string>, cursorTime: number): Need[] => {
  if (told.has(`${row.source}/${row.sessionId}`)) {
    return [];
  }
  const condition = conditionOf({ status: statusOf(row.status), stale: row.stale, overLimit: false });
  const kind = row.waitsOnPerson && condition !== 'failed' && condition !== 'done' ? 'waiting' : kindOf(condition);
  const ageSeconds = kind === null ? 0 : sinceOf(row, kind, cursorTime);
  return kind === null || (kind === 'failed' && ageSeconds > RECENT_FAILURE_SECONDS)
    ? []
    : [
        {
          key: `session/${row.source}/${row.sessionId}`,
          kind,
          title: row.goal ?? row.workflow ?? row.sessionId,
          who: [row.goal ?? row.workflow ?? row.sessionId],
          detail: kind === 'failed' ? row.error : row.step,
          context: joined([row.workflow, row.source]),
          ageSeconds,
          count: 1,
          link: { to: 'session', sessionId: row.sessionId, source: row.source, jobId: null },
        },
      ];
};

const orchestratorNeed = ({ name, status, reason, stale, ageSeconds }: OrchestratorRow): Need[] =>
  stale || status === 'down'
    ? [
        {
          key: `orchestrator/${name}`,
          kind: 'silent',
          title: name,
          who: [name],
          detail: reason,
          context: null,
          ageSeconds,
          count: 1,
          link: { to: 'setup' },
        },
      ]
    : [];

const budgetNeed = ({ budget, subject, spentUsd, limitUsd, ratio, period }: BudgetRow): Need[] =>
  ratio < NEARLY_SPENT
    ? []
    : [
        {
          key: `budget/${budget}/${subject}`,
          kind: ratio >= 1 ? 'spent' : 'budget',
          title: subject === '' ? budget : `${budget}: ${subject}`,
          who: [budget],
          detail: `${moneyText(spentUsd)} / ${moneyText(limitUsd)} (${ratioText(ratio)})`,
          context: period,
          ageSeconds: null,
          count: 1,
          link: { to: 'settings' },
        },
      ];

/** Failures whose texts differ in numbers alone (a wait, an id) are one failure; without a text they are the agent's own. */
const failureKey = ({ detail, title }: Need): string =>
  detail === null ? `agent ${title}` : `error ${detail.replace(/\d+/g, '#')}`;

const older = (left: Need, right: Need): Need => ((right.ageSeconds ?? 0) > (left.ageSeconds ?? 0) ? right : left);

/** The same failure is told once: for whom, how often, and since its oldest. */
const grouped = (needs: readonly Need[]): Need[] => {
  const groups = new Map<string, Need>();
  for (const need of needs) {
    const key = need.kind === 'failed' ? failureKey(need) : need.key;
    const held = groups.get(key);
    groups.set(
      key,
      held ? { ...older(held, need), who: [...new Set([...held.who, ...need.who])], count: held.count + 1 } : need
    );
  }
  return [...groups.values()];
};

/** What needs a person, oldest first; what has no age comes first, for nobody knows how long it has been so. */
export const needsOf = ({ jobs, sessions, orchestrators, budgets, cursorTime }: HomeInput): Need[] => {
  const ofJobs = jobs.flatMap((row) => jobNeed(row, cursorTime));
  const told = new Set(
    ofJobs.flatMap(({ link }) => (link?.to === 'session' ? [`${link.source}/${link.sessionId}`] : []))
  );
  return grouped([
    ...orchestrators.flatMap(orchestratorNeed),
    ...budgets.flatMap(budgetNeed),
    ...ofJobs,
    ...sessions.flatMap((row) => sessionNeed(row, told, cursorTime)),
  ]).sort(
    (left, right) => (right.ageSeconds ?? Infinity) - (left.ageSeconds ?? Infinity) || left.key.localeCompare(right.key)
  );
};
