import { type DataFrame } from '@grafana/data';
import { statusOf } from '@eljefe/contract';

import { columnReaders } from '../../components/fieldReader';
import { type Condition, conditionOf, conditionRank } from '../../core/status/condition';
import { type AgentBy } from '../url/pageLink';
import { type KeyMeasure } from './measures';
import { type Total } from './readTotals';

/** What runs of an agent now. */
export interface LiveAgent {
  running: number;
  condition: Condition;
  task: string | null;
  /** Seconds since it was heard last. */
  ageSeconds: number | null;
}

export interface AgentRow {
  name: string;
  live: LiveAgent | null;
  totals: Partial<Record<KeyMeasure, Total>>;
}

const COLUMNS = {
  agent: ['agent'],
  agent_type: ['agent_type'],
  status: ['status'],
  stale: ['stale'],
  task: ['task'],
  age: ['age_seconds'],
} as const;

/** Present jobs by agent or agent type: the condition that needs a person first wins. */
export const readLiveAgents = (frame: DataFrame | undefined, by: AgentBy): Map<string, LiveAgent> => {
  const found = new Map<string, LiveAgent>();
  if (!frame) {
    return found;
  }
  const read = columnReaders(frame, COLUMNS);
  for (let row = 0; row < frame.length; row += 1) {
    const name = read[by].text(row);
    if (name === null) {
      continue;
    }
    const status = statusOf(read.status.text(row) ?? 'unknown');
    const condition = conditionOf({ status, stale: read.stale.flag(row) === true, overLimit: false });
    const held = found.get(name);
    const age = read.age.number(row);
    const first = !held || conditionRank(condition) < conditionRank(held.condition);
    found.set(name, {
      running: (held?.running ?? 0) + (status === 'running' ? 1 : 0),
      condition: first ? condition : held.condition,
      task: first ? read.task.text(row) : held.task,
      ageSeconds: held?.ageSeconds == null ? age : age === null ? held.ageSeconds : Math.min(age, held.ageSeconds),
    });
  }
  return found;
};

/** Everybody who worked in the window or works now. */
export const agentRows = (
  live: ReadonlyMap<string, LiveAgent>,
  totals: ReadonlyArray<readonly [KeyMeasure, ReadonlyMap<string, Total>]>
): AgentRow[] => {
  const names = new Set([...live.keys(), ...totals.flatMap(([, byName]) => [...byName.keys()])]);
  return [...names]
    .filter((name) => name !== '')
    .sort((left, right) => left.localeCompare(right, undefined, { numeric: true }))
    .map((name) => ({
      name,
      live: live.get(name) ?? null,
      totals: Object.fromEntries(
        totals.flatMap(([measure, byName]) => {
          const total = byName.get(name);
          return total ? [[measure, total]] : [];
        })
      ),
    }));
};
