import { type DataFrame } from '@grafana/data';

import { frameMeta } from '../../components/frameMeta';
import { type EventPosition, type FeedInput } from './eventFeed.types';
import { readEvents } from './readEvents';

/** What a feed remembers between two answers: when the present one came, and where its rows stand. */
export interface EventsMemory {
  read: (series: readonly DataFrame[]) => FeedInput;
  locate: (id: string) => { frame: DataFrame; position: EventPosition } | null;
}

const stampOf = (series: readonly DataFrame[]): number | null =>
  series.reduce<number | null>((found, frame) => found ?? frameMeta(frame).at, null);

/**
 * @param clock viewer's clock, epoch ms
 * @returns a memory for one panel; an answer seen again keeps its time of arrival
 */
export const eventsMemory = (clock: () => number = Date.now): EventsMemory => {
  let latest: readonly DataFrame[] = [];
  let positions: ReadonlyMap<string, EventPosition> = new Map();
  let stamp: number | null = null;
  let receivedAtMs: number | null = null;
  return {
    read: (series) => {
      const arrived = stampOf(series);
      if (receivedAtMs === null || arrived === null || arrived !== stamp) {
        receivedAtMs = clock();
      }
      stamp = arrived;
      latest = series;
      const answer = readEvents({ series, receivedAtMs });
      if (answer.kind === 'events') {
        positions = answer.model.positions;
      }
      return answer;
    },
    locate: (id) => {
      const position = positions.get(id);
      const frame = position && latest[position.frame];
      return frame ? { frame, position } : null;
    },
  };
};
