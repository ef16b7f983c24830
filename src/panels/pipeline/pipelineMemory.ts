import { type DataFrame } from '@grafana/data';

import { frameMeta } from '../../components/frameMeta';
import { type PipelineInput, type SessionRow } from './pipeline.types';
import { readSessions } from './readSessions';
import { readSteps, type SessionSteps } from './readSteps';

interface MemoryInput {
  series: readonly DataFrame[];
  /** Viewer's clock when staleness was last judged, epoch ms. */
  judgedAtMs: number;
  silenceSeconds: number;
}

/** What a panel remembers between two answers: when the present one came, and the steps read last. */
export interface PipelineMemory {
  read: (input: MemoryInput) => PipelineInput & { receivedAtMs: number };
  steps: (session: SessionRow) => SessionSteps;
}

const stampOf = (series: readonly DataFrame[]): number | null =>
  series.reduce<number | null>((found, frame) => found ?? frameMeta(frame).at, null);

/**
 * @param clock viewer's clock, epoch ms
 * @returns a memory for one panel. An answer seen again keeps its time of arrival; the same cells are read once
 */
export const pipelineMemory = (clock: () => number = Date.now): PipelineMemory => {
  let series: readonly DataFrame[] | null = null;
  let stamp: number | null = null;
  let receivedAtMs = 0;
  let last: { session: SessionRow; steps: SessionSteps } | null = null;

  const isSame = (a: SessionRow, b: SessionRow): boolean =>
    a.key === b.key && a.stale === b.stale && a.stepsCell === b.stepsCell && a.handoffsCell === b.handoffsCell;

  return {
    read: (input) => {
      const arrived = stampOf(input.series);
      if (series !== input.series && (series === null || arrived === null || arrived !== stamp)) {
        receivedAtMs = clock();
      }
      series = input.series;
      stamp = arrived;
      const silent = Math.max(input.judgedAtMs, receivedAtMs) - receivedAtMs > input.silenceSeconds * 1_000;
      return { ...readSessions({ series: input.series, receivedAtMs, silent }), receivedAtMs };
    },
    steps: (session) => {
      const steps = last && isSame(last.session, session) ? last.steps : readSteps(session);
      last = { session, steps };
      return steps;
    },
  };
};
