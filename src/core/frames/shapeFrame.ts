import { type DataFrame } from '@grafana/data';

import { type ElJefeQuery } from '../query/query.types';
import { annotationFrame } from './annotationFrame';
import { changeField } from './changeField';
import { logLines } from './logLines';
import { nodeGraph } from './nodeGraph';

export interface Shaping {
  query: ElJefeQuery;
  /** Explore shows events as log lines unless a table was asked for. */
  inExplore: boolean;
}

const eventShape = (frame: DataFrame, { query, inExplore }: Shaping): DataFrame => {
  if (query.format === 'annotations') {
    return annotationFrame(frame);
  }
  return query.format === 'logs' || (inExplore && query.format !== 'table') ? logLines(frame) : frame;
};

/** An answer in the shape that the one who asked can draw. */
export const shapeFrame = (frame: DataFrame, shaping: Shaping): DataFrame => {
  const { query, inExplore } = shaping;
  switch (query.kind) {
    case 'events':
    case 'alerts':
      return eventShape(frame, shaping);
    case 'marks':
      return inExplore || query.format === 'table' ? frame : annotationFrame(frame);
    case 'series':
      return changeField(frame);
    case 'session_graph':
      return nodeGraph(frame);
    default:
      return frame;
  }
};
