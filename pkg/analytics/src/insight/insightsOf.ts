import { type Evidence, type Insight, type Opportunity, type PerformanceTrend, type Session } from '@eljefe/contract';

import { type BudgetStatus } from '../budgets/budgetStatus';
import { type Troubles } from '../graph/GraphWatch';
import { bottlenecks } from '../graph/sessionPath';
import { type SloStatus } from '../slo/sloStatus';
import { wilson } from './stats';

const NO_EVIDENCE: Evidence = {
  measure: null,
  value: null,
  count: null,
  target: null,
  former: null,
  former_count: null,
  p_value: null,
  low: null,
  high: null,
  method: '',
};

export const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const seconds = (value: number): string => (value >= 120 ? `${(value / 60).toFixed(1)} min` : `${value.toFixed(1)} s`);
const usd = (value: number): string => `${value < 1 ? value.toFixed(4) : value.toFixed(2)} USD`;

const shown = (value: number, unit: string): string =>
  unit === 'ratio'
    ? percent(value)
    : unit === 'seconds'
      ? seconds(value)
      : unit === 'usd'
        ? usd(value)
        : value.toFixed(2);

/** One measure of a group with a target. */
export interface Targeted {
  measure: string;
  title: string;
  unit: string;
  target: { op: '>' | '<'; value: number };
  /** Agent type the value is of; null: all together. */
  subject: string | null;
  value: number;
  count: number;
}

/** Rows from which a missed target is told. */
const MIN_ROWS = 10;

/** Is a ratio on the wrong side of its target with certainty, by Wilson's interval? Other units are judged as they are. */
const certainlyMissed = ({ unit, target, value, count }: Targeted): boolean => {
  const missed = target.op === '>' ? value <= target.value : value >= target.value;
  if (!missed || unit !== 'ratio') {
    return missed;
  }
  const { low, high } = wilson(value * count, count);
  return target.op === '>' ? high <= target.value : low >= target.value;
};

/** Targets missed, with the number of jobs each rests on. */
export const missedTargets = (values: readonly Targeted[]): Insight[] =>
  values
    .filter(
      (one) =>
        one.count >= MIN_ROWS && (one.target.op === '>' ? one.value <= one.target.value : one.value >= one.target.value)
    )
    .map((one): Insight => {
      const sure = certainlyMissed(one);
      const interval = one.unit === 'ratio' ? wilson(one.value * one.count, one.count) : null;
      const of = one.subject === null ? '' : ` of ${one.subject}`;
      return {
        id: `target:${one.measure}:${one.subject ?? ''}`,
        kind: 'target_missed',
        severity: sure ? 'warning' : 'info',
        title: `${one.title}${of} misses its target`,
        text: `${shown(one.value, one.unit)} over ${one.count} jobs, target ${one.target.op} ${shown(one.target.value, one.unit)}${sure ? '' : '; so few jobs leave room for chance'}.`,
        action: 'Open the agent type and look at its failed and slowest jobs.',
        confidence: sure ? 'high' : 'low',
        since: null,
        evidence: {
          ...NO_EVIDENCE,
          measure: one.measure,
          value: one.value,
          count: one.count,
          target: one.target.value,
          low: interval?.low ?? null,
          high: interval?.high ?? null,
          method: interval ? 'Wilson interval against the target' : 'mean against the target',
        },
        subject_kind: one.subject === null ? null : 'agent_type',
        subject: one.subject,
        source: null,
      };
    });

/** Changes a test shows. */
export const changes = (trends: readonly PerformanceTrend[]): Insight[] =>
  trends
    .filter(({ direction }) => direction === 'better' || direction === 'worse')
    .map((trend): Insight => {
      const more = (trend.change ?? 0) > 0;
      return {
        id: `change:${trend.measure}`,
        kind: 'change',
        severity: trend.direction === 'worse' ? 'warning' : 'info',
        title: `${trend.title} is ${more ? 'higher' : 'lower'} than in the window before`,
        text: `${shown(trend.value ?? 0, trend.unit)} now (${trend.count}), ${shown(trend.former ?? 0, trend.unit)} before (${trend.former_count}): ${percent(Math.abs(trend.change ?? 0))} ${more ? 'more' : 'less'}, which is ${trend.direction}.`,
        action:
          trend.direction === 'worse'
            ? 'Look for a deployment, a model change or a busy orchestrator at the time it changed.'
            : 'Nothing to do; note what was changed.',
        confidence: (trend.p_value ?? 1) < 0.001 ? 'high' : 'medium',
        since: null,
        evidence: {
          ...NO_EVIDENCE,
          measure: trend.measure,
          value: trend.value,
          count: trend.count,
          former: trend.former,
          former_count: trend.former_count,
          p_value: trend.p_value,
          method: `${trend.method} with effective numbers of observations`,
        },
        subject_kind: null,
        subject: null,
        source: null,
      };
    });

/** Sessions that cannot go on, are silent, or go round in circles. */
export const troubles = ({ deadlocks, stalls, loops }: Troubles): Insight[] => [
  ...deadlocks.map((one): Insight => ({
    id: `deadlock:${one.source}:${one.session_id}`,
    kind: 'deadlock',
    severity: 'critical',
    title: `${one.workflow ?? 'A workflow'} is deadlocked`,
    text: `Steps ${one.steps.join(', ')} of session ${one.session_id} wait for each other; none can ever go on.`,
    action: 'Interrupt the session, and break the circle in the workflow’s dependencies.',
    confidence: 'certain',
    since: one.since,
    evidence: { ...NO_EVIDENCE, count: one.steps.length, method: 'circle in the wait-for graph, seen twice' },
    subject_kind: 'session',
    subject: one.session_id,
    source: one.source,
  })),
  ...stalls.map((one): Insight => ({
    id: `stall:${one.source}:${one.session_id}:${one.step}`,
    kind: 'stall',
    severity: 'warning',
    title: `Step ${one.step} of ${one.workflow ?? 'a workflow'} has stalled`,
    text: `No news for ${seconds(one.silentSeconds)}, usual is at most ${seconds(one.limitSeconds)}; ${one.waiting.join(', ')} waits for it.`,
    action: 'Look at the agent’s last output; retry the step or interrupt the session.',
    confidence: 'medium',
    since: null,
    evidence: {
      ...NO_EVIDENCE,
      value: one.silentSeconds,
      target: one.limitSeconds,
      method: 'silence beyond the step’s usual p99',
    },
    subject_kind: 'session',
    subject: one.session_id,
    source: one.source,
  })),
  ...loops.map(({ source, session_id, job_id, workflow, loop }): Insight => {
    const wasted = [
      loop.wastedTokens === null ? null : `${loop.wastedTokens} tokens`,
      loop.wastedUsd === null ? null : usd(loop.wastedUsd),
    ].filter((part) => part !== null);
    return {
      id: `loop:${source}:${job_id ?? session_id}`,
      kind: 'loop',
      severity: 'warning',
      title: job_id === null ? `${workflow ?? 'A workflow'} goes round in a circle` : 'An agent repeats its tool calls',
      text: `${loop.cycle.join(' → ')} ran ${loop.repeats} times with the same result${wasted.length > 0 ? `; wasted ${wasted.join(', ')}` : ''}.`,
      action: 'Interrupt the session, or give it a limit of rounds.',
      confidence: 'high',
      since: null,
      evidence: {
        ...NO_EVIDENCE,
        value: loop.repeats,
        count: loop.subjects.length,
        method: `same ${job_id === null ? 'agent, task' : 'tool, arguments'} and result at least three times on end`,
      },
      subject_kind: job_id === null ? 'session' : 'job',
      subject: job_id ?? session_id,
      source,
    };
  }),
];

/** Budgets at 80 and 100 %. */
export const budgetInsights = (statuses: readonly BudgetStatus[]): Insight[] =>
  statuses
    .filter(({ level }) => level !== 'ok')
    .map((one): Insight => {
      const of = one.value === '' ? '' : ` of ${one.value}`;
      const silent = one.inFlightUnknown === 1 ? '1 running job does' : `${one.inFlightUnknown} running jobs do`;
      const unknown = one.inFlightUnknown > 0 ? `; ${silent} not tell the cost` : '';
      return {
        id: `budget:${one.name}:${one.value}`,
        kind: 'budget',
        severity: one.level === 'over' ? 'critical' : 'warning',
        title: `Budget ${one.name}${of} is ${one.level === 'over' ? 'used up' : 'nearly used up'}`,
        text: `${usd(one.endedUsd + one.inFlightUsd)} of ${usd(one.limitUsd)} ${one.period === 'day' ? 'today' : `this ${one.period}`} (${percent(one.ratio)})${unknown}.`,
        action: 'Stop or slow the work it pays for, or raise the budget.',
        confidence: one.inFlightUnknown > 0 || one.unpricedJobs > 0 ? 'medium' : 'high',
        since: one.from,
        evidence: {
          ...NO_EVIDENCE,
          measure: 'cost_total',
          value: one.endedUsd + one.inFlightUsd,
          target: one.limitUsd,
          count: one.inFlightJobs,
          method: 'cost of ended jobs plus what running ones tell',
        },
        subject_kind: 'budget',
        subject: one.name,
        source: null,
      };
    });

/** Objectives that burn too fast or are missed. */
export const sloInsights = (statuses: readonly SloStatus[]): Insight[] =>
  statuses.flatMap((status): Insight[] => {
    const burn = status.burns.find(({ burning }) => burning);
    const overspent = (status.budgetRemaining ?? 1) < 0;
    if (!burn && !overspent) {
      return [];
    }
    return [
      {
        id: `slo:${status.slo.name}`,
        kind: 'slo',
        severity: burn?.severity === 'page' ? 'critical' : 'warning',
        title: burn
          ? `Objective “${status.slo.name}” uses up its error budget too fast`
          : `Objective “${status.slo.name}” is missed`,
        text: burn
          ? `Errors come ${burn.longBurn?.toFixed(1)} times as fast as the objective allows (limit ${burn.factor.toFixed(1)}).`
          : `${percent(status.attainment ?? 0)} of ${status.total} were good, ${percent(status.slo.target)} are to be.`,
        action: 'Find the error category that grew, and stop what causes it.',
        confidence: 'high',
        since: null,
        evidence: {
          ...NO_EVIDENCE,
          measure: status.slo.measure,
          value: status.attainment,
          count: status.total,
          target: status.slo.target,
          method: burn ? 'two burn-rate windows, Wilson’s lower bound' : 'attainment over the objective’s window',
        },
        subject_kind: 'slo',
        subject: status.slo.name,
        source: null,
      },
    ];
  });

/** Share of the critical path from which a step is worth naming, and ended sessions looked at. */
const WORTH_NAMING = 0.3;
const MAX_SESSIONS = 200;

/** Steps that hold up their workflows most, with what halving them would have saved. */
export const bottleneckOpportunities = (sessions: readonly Session[], now: number): Opportunity[] => {
  const found = new Map<string, { runs: number; share: number; saved: number; workflow: string; step: string }>();
  for (const session of sessions.slice(0, MAX_SESSIONS)) {
    const [worst] = session.steps.length > 1 ? bottlenecks(session, session.completed_at ?? now) : [];
    if (!worst || worst.share < WORTH_NAMING) {
      continue;
    }
    const workflow = session.workflow_id ?? 'workflow';
    const key = `${workflow}\u0000${worst.step.name}`;
    const known = found.get(key) ?? { runs: 0, share: 0, saved: 0, workflow, step: worst.step.name };
    found.set(key, {
      ...known,
      runs: known.runs + 1,
      share: known.share + worst.share,
      saved: known.saved + worst.savedIfHalved,
    });
  }
  return [...found.values()]
    .sort((a, b) => b.saved - a.saved)
    .slice(0, 5)
    .map(({ runs, share, saved, workflow, step }) => ({
      title: `Step ${step} holds up ${workflow}`,
      text: `It held ${percent(share / runs)} of the critical path in ${runs} ${runs === 1 ? 'run' : 'runs'}; halving its work would have saved ${seconds(saved / runs)} a run.`,
      saving_usd: null,
      saving_seconds: saved / runs,
      subject: step,
    }));
};
