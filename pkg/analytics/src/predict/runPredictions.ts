import { type Prediction } from '@eljefe/contract';

import { adviceFor } from './advice';
import { FEW_FAILURES, MIN_RUNS, type History } from './History';
import { type Open } from './open';
import { MIN_LONGER, remainingTime } from './remaining';
import { duration, percent, some } from './words';

const about = (open: Open): Pick<Prediction, 'subject_kind' | 'subject' | 'source' | 'agent_type' | 'workflow'> => ({
  subject_kind: open.kind,
  subject: open.id,
  source: open.source,
  agent_type: open.agentType,
  workflow: open.workflow,
});

const groupName = ({ kind, group }: Open): string => `${kind === 'job' ? 'agent type' : 'workflow'} ${group}`;

const NO_FIGURE = { probability: null, value: null, low: null, high: null, horizon: null, cause: null } as const;

const noFailure = (open: Open, history: History): Prediction => ({
  ...about(open),
  ...NO_FIGURE,
  id: `failure:${open.source}:${open.id}`,
  kind: 'failure',
  title: `${open.name}: not enough evidence`,
  unit: 'ratio',
  level: history.level,
  count: history.runs.length,
  method: 'none',
  evidence: `${some(history.runs.length, 'ended run')} with a duration in the last 30 days`,
  action: 'Nothing yet: more runs must end first.',
  reason: `needs ${MIN_RUNS} ended runs, there are ${history.runs.length}`,
});

const failureMethod = (history: History): string => {
  const { weight } = history.model;
  return Number.isFinite(weight)
    ? `share of longer runs of the group that failed, drawn towards the fleet (counted as ${weight} runs)`
    : 'the fleet’s share of longer runs that failed: groups did not differ enough to foretell better';
};

const failureOf = (open: Open, history: History): Prediction => {
  if (history.runs.length < MIN_RUNS) {
    return noFailure(open, history);
  }
  const found = history.model.foretell(open.group, open.elapsedSeconds);
  const cause = history.causeOf(open.group, open.elapsedSeconds);
  const few = history.failures < FEW_FAILURES ? `; only ${some(history.failures, 'failure')} in all` : '';
  const of = Number.isFinite(history.model.weight) ? groupName(open) : 'the fleet';
  const caused = cause === null ? '' : `; ${cause.hits} of ${cause.of} by ${cause.cause}`;
  return {
    ...about(open),
    id: `failure:${open.source}:${open.id}`,
    kind: 'failure',
    title: `${open.name} fails with ${percent(found.probability)} (${percent(found.low)} to ${percent(found.high)})`,
    probability: found.probability,
    value: null,
    unit: 'ratio',
    low: found.low,
    high: found.high,
    level: history.level,
    horizon: null,
    count: found.count,
    method: failureMethod(history),
    evidence: `${found.failures} of ${some(found.count, 'run')} of ${of} that lasted longer than ${duration(open.elapsedSeconds)} failed${caused}${few}`,
    cause: cause?.cause ?? null,
    action: adviceFor(cause?.cause ?? null),
    reason: null,
  };
};

const remainingOf = (open: Open, history: History, now: number): Prediction => {
  const durations = history.durationsOf(open.group);
  const found = remainingTime(durations, open.elapsedSeconds);
  const base = {
    ...about(open),
    id: `remaining_time:${open.source}:${open.id}`,
    kind: 'remaining_time' as const,
    unit: 'seconds' as const,
    level: 0.8,
    method: 'durations of longer runs of the group, conformal quantiles',
    cause: null,
    probability: null,
  };
  if (found === null) {
    const isLate = durations.length >= MIN_LONGER;
    return {
      ...base,
      ...NO_FIGURE,
      title: `${open.name}: ${isLate ? 'longer than nearly all before' : 'not enough evidence'}`,
      count: durations.length,
      evidence: `${some(durations.length, 'ended run')} of ${groupName(open)} in the last 30 days`,
      action: isLate ? 'Look whether it is stuck.' : 'Nothing yet: more runs must end first.',
      reason: `fewer than ${MIN_LONGER} runs of ${groupName(open)} lasted longer than ${duration(open.elapsedSeconds)}`,
    };
  }
  return {
    ...base,
    title: `${open.name} takes ${duration(found.p50)} more (${duration(found.p10)} to ${duration(found.p90)})`,
    value: found.p50,
    low: found.p10,
    high: found.p90,
    horizon: Math.round(now + found.p50 * 1_000),
    count: found.count,
    evidence: `${some(found.count, 'run')} of ${groupName(open)} lasted longer than ${duration(open.elapsedSeconds)}`,
    action: 'Nothing, unless it takes longer than the upper bound.',
    reason: null,
  };
};

/** P1: for everything under way, that it fails and how long it still takes. */
export const runPredictions = (open: readonly Open[], history: History, now: number): Prediction[] =>
  open.flatMap((one) => [failureOf(one, history), remainingOf(one, history, now)]);
