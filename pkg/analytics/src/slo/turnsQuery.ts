import { type Sql } from '../queries/where';
import { type Window } from '../queries/window';
import { type Turn } from './reliability';

/** Reachability changes of orchestrators in a window, and the last one of each before it. */
export const turnsSql = ({ from, to }: Window, sources: readonly string[] | null): Sql => ({
  text: `SELECT source, toUnixTimestamp64Milli(time) AS at, JSONExtractString(attributes, 'title') AS title FROM facts FINAL
WHERE kind = 'event' AND JSONExtractString(attributes, 'kind') = 'system' AND JSONExtractString(attributes, 'subject_kind') = 'orchestrator'
  AND time >= fromUnixTimestamp64Milli({before:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND ${sources === null ? '1' : 'source IN {sources:Array(String)}'}
ORDER BY source, time LIMIT 100000`,
  params: { before: from - LOOK_BACK_MS, to, ...(sources === null ? {} : { sources }) },
});

/** How far back the state at the window's start is looked for. */
const LOOK_BACK_MS = 30 * 86_400_000;

export interface TurnRow {
  source: string;
  at: number;
  title: string;
}

const UP = /is heard (again|in part)$/;
const DOWN = /is unreachable$/;

/** Turns by orchestrator. */
export const turnsOf = (rows: readonly TurnRow[]): Map<string, Turn[]> => {
  const bySource = new Map<string, Turn[]>();
  for (const { source, at, title } of rows) {
    if (UP.test(title) || DOWN.test(title)) {
      const turns = bySource.get(source) ?? [];
      turns.push({ at: Number(at), up: UP.test(title) });
      bySource.set(source, turns);
    }
  }
  return bySource;
};
