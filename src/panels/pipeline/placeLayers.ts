import { CARD_HEIGHT, CARD_WIDTH, type Point } from './cardSize';
import { type LayerNode } from './orderLayers';

export interface Box extends Point {
  group: string;
  width: number;
  height: number;
}

const GAP_X = 56;
const GAP_Y = 14;
const BEND_HEIGHT = 6;
/** Room above the first and below the last card of a frame: its label and edge. */
const BOX_TOP = 24;
const BOX_BOTTOM = 8;
const BOX_SIDE = 8;
const MARGIN = 16;
/** A layer of more cards than this is broken into columns, so that a crowd keeps a readable shape. */
const MAX_COLUMN = 24;

interface Run {
  group: string | null;
  nodes: LayerNode[];
}

/** Neighbours of one group; a run of one needs no frame. */
const runsOf = (layer: readonly LayerNode[]): Run[] => {
  const runs: Run[] = [];
  layer.forEach((node) => {
    const last = runs.at(-1);
    if (last && node.group !== null && last.group === node.group) {
      last.nodes.push(node);
    } else {
      runs.push({ group: node.group, nodes: [node] });
    }
  });
  return runs;
};

const heightOf = ({ bend }: LayerNode): number => (bend ? BEND_HEIGHT : CARD_HEIGHT);

interface Strip {
  key: string;
  top: number;
  centre: number;
  column: number;
}

interface Column {
  strips: Strip[];
  boxes: Array<{ group: string; top: number; bottom: number }>;
  bottom: number;
}

/** Stacks one layer from y = 0. */
const stack = (layer: readonly LayerNode[]): Column => {
  const strips: Strip[] = [];
  const boxes: Column['boxes'] = [];
  let cursor = 0;
  for (const { group, nodes } of runsOf(layer)) {
    const framed = group !== null && nodes.length > 1;
    const top = cursor;
    cursor += framed ? BOX_TOP : 0;
    nodes.forEach((node) => {
      strips.push({ key: node.key, top: cursor, centre: cursor + heightOf(node) / 2, column: 0 });
      cursor += heightOf(node) + GAP_Y;
    });
    if (framed) {
      boxes.push({ group, top, bottom: cursor - GAP_Y + BOX_BOTTOM });
      cursor += BOX_BOTTOM;
    }
  }
  return { strips, boxes, bottom: Math.max(0, cursor - GAP_Y) };
};

/** A crowd in columns of equal length; frames are left out. */
const crowd = (layer: readonly LayerNode[]): Column => {
  const rows = Math.max(MAX_COLUMN / 2, Math.ceil(Math.sqrt(layer.length * 2)));
  const strips = layer.map(({ key }, index): Strip => {
    const top = (index % rows) * (CARD_HEIGHT + GAP_Y);
    return { key, top, centre: top + CARD_HEIGHT / 2, column: Math.floor(index / rows) };
  });
  return { strips, boxes: [], bottom: rows * (CARD_HEIGHT + GAP_Y) - GAP_Y };
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Placed {
  places: Map<string, Point>;
  boxes: Box[];
  width: number;
  height: number;
}

/** Turns ordered layers into places: cards near those they come from, layers from left to right, everything from (0, 0). */
export const placeLayers = (
  layers: ReadonlyArray<readonly LayerNode[]>,
  before: ReadonlyMap<string, readonly string[]>
): Placed => {
  const places = new Map<string, Point>();
  const centres = new Map<string, number>();
  const boxes: Box[] = [];
  let x = MARGIN;
  let [lowest, highest] = [0, 0];
  for (const layer of layers) {
    const wanted = (key: string): number | null => {
      const known = (before.get(key) ?? []).flatMap((parent) => centres.get(parent) ?? []);
      return known.length > 0 ? mean(known) : null;
    };
    const crowded = layer.filter(({ bend }) => !bend).length > MAX_COLUMN;
    const column = crowded ? crowd(layer) : stack(layer);
    const pulls = column.strips.flatMap(({ key, centre }) => {
      const place = wanted(key);
      return place === null ? [] : [place - centre];
    });
    const shift = pulls.length > 0 && !crowded ? mean(pulls) : -column.bottom / 2;
    column.strips.forEach(({ key, top, centre, column: index }) => {
      places.set(key, { x: x + index * (CARD_WIDTH + GAP_Y), y: top + shift });
      centres.set(key, centre + shift);
    });
    column.boxes.forEach(({ group, top, bottom }) =>
      boxes.push({
        group,
        x: x - BOX_SIDE,
        y: top + shift,
        width: CARD_WIDTH + 2 * BOX_SIDE,
        height: bottom - top,
      })
    );
    const columns = 1 + column.strips.reduce((most, strip) => Math.max(most, strip.column), 0);
    x += columns * (CARD_WIDTH + GAP_Y) - GAP_Y + GAP_X;
    lowest = Math.min(lowest, shift);
    highest = Math.max(highest, shift + column.bottom + BOX_BOTTOM);
  }
  const down = MARGIN - lowest;
  places.forEach((place) => (place.y += down));
  boxes.forEach((box) => (box.y += down));
  return { places, boxes, width: x - GAP_X + MARGIN, height: highest - lowest + 2 * MARGIN };
};
