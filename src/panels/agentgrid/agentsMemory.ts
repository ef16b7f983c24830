import { type DataFrame } from '@grafana/data';

import { frameMeta } from '../../components/frameMeta';
import { type AgentRow, type AgentsInput, type RowPosition } from './agentGrid.types';
import { readAgents, type ReadAgentsInput } from './readAgents';
import { reuseRows } from './reuseRows';

interface MemoryInput extends Pick<ReadAgentsInput, 'series' | 'staleAfterSeconds' | 'silenceSeconds'> {
  /** Viewer's clock when staleness was last judged, epoch ms; a fresh answer is judged at its arrival. */
  judgedAtMs: number;
}

/** What a panel remembers between two answers: when the present one came, and the rows drawn last. */
export interface AgentsMemory {
  read: (input: MemoryInput) => AgentsInput & { receivedAtMs: number };
  /** Where a row stands in the newest frames, for its data links. */
  locate: (key: string) => { frame: DataFrame; position: RowPosition } | null;
}

/** When the answer was made, by its own word; null when it does not say. */
const stampOf = (series: readonly DataFrame[]): number | null =>
  series.reduce<number | null>((found, frame) => found ?? frameMeta(frame).at, null);

/**
 * @param clock viewer's clock, epoch ms
 * @returns a memory for one panel. An answer seen again (loading, new field options) keeps its time of arrival
 */
export const agentsMemory = (clock: () => number = Date.now): AgentsMemory => {
  let rows: ReadonlyMap<string, AgentRow> = new Map();
  let positions: ReadonlyMap<string, RowPosition> = new Map();
  let series: readonly DataFrame[] | null = null;
  let stamp: number | null = null;
  let receivedAtMs = 0;

  return {
    read: (input) => {
      const arrived = stampOf(input.series);
      if (series !== input.series && (series === null || arrived === null || arrived !== stamp)) {
        receivedAtMs = clock();
      }
      series = input.series;
      stamp = arrived;
      const nowMs = Math.max(input.judgedAtMs, receivedAtMs);
      const answer = readAgents({ ...input, receivedAtMs, nowMs });
      if (answer.kind !== 'agents') {
        return { ...answer, receivedAtMs };
      }
      const kept = reuseRows(rows, answer.model.rows);
      rows = new Map(kept.map((row) => [row.key, row]));
      positions = answer.model.positions;
      return { kind: 'agents', model: { ...answer.model, rows: kept }, receivedAtMs };
    },
    locate: (key) => {
      const position = positions.get(key);
      const frame = position && series?.[position.frame];
      return frame ? { frame, position } : null;
    },
  };
};
