import { type SqlMeasure, type Statistic } from '../../measures/measure';
import { MEASURES } from '../../measures/registry';
import { settingParams, type MeasureSettings } from '../../measures/settings';
import { readPoints, type Read, type Remembered } from './remembered';

export interface WarmDeps {
  read: Read;
  remembered: Remembered;
  settings: MeasureSettings;
  now(): number;
  pause(ms: number): Promise<void>;
  isStopping(): boolean;
}

/** The longest window dashboards offer by themselves. */
const WARM_MS = 30 * 86_400_000;
/** After each question it waits this many times as long as it took: others come first. */
const REST = 2;

/**
 * Reads the hours of the last 30 days of every measure that adds up, one after the other, so that the first long window
 * after a start is not the one that waits for them.
 * @throws what a read throws; what was read until then is remembered
 */
export const warm = async ({ read, remembered, settings, now, pause, isStopping }: WarmDeps): Promise<void> => {
  const measures = MEASURES.filter((measure): measure is SqlMeasure => measure.kind === 'sql');
  const asks = measures.flatMap((measure) =>
    (['value', 'mean'] as const satisfies readonly Statistic[])
      .filter((statistic) => measure.parts?.[statistic] !== undefined)
      .map((statistic) => ({ measure, statistic }))
  );
  for (const ask of asks) {
    if (isStopping()) {
      return;
    }
    const began = now();
    const window = { from: began - WARM_MS, to: began };
    const asked = { ...ask, by: [], filters: [], window, stepMs: null, settings: settingParams(settings) };
    await readPoints(asked, read, remembered);
    await pause(REST * (now() - began));
  }
};
