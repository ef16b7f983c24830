import { CARD_HEIGHT, CARD_WIDTH, type Point } from './cardSize';
import { type FoldedGraph, type PipelineItem } from './foldGraph';
import { layersOf } from './layersOf';
import { orderLayers, type LayerNode } from './orderLayers';
import { type PipelineEdge } from './pipelineGraph';
import { placeLayers, type Box } from './placeLayers';

export interface PlacedItem extends Point {
  key: string;
  layer: number;
  /** Place within its layer, from the top. */
  order: number;
}

export interface PlacedEdge {
  edge: PipelineEdge;
  /** From the source's right side over the bends to the target's left side; of an edge back, source and target alone. */
  points: Point[];
  back: boolean;
}

export interface PipelineLayout {
  items: readonly PlacedItem[];
  edges: readonly PlacedEdge[];
  /** Frames around neighbours of one group within a layer. */
  boxes: readonly Box[];
  width: number;
  height: number;
  /** Without any edge the order of the steps is only that of their starts. */
  ordered: boolean;
}

/** Beyond this many bends long edges run straight: the picture is a crowd anyway. */
const MAX_BENDS = 2_000;
const GAP = 28;
const MARGIN = 12;

const startOf = (item: PipelineItem): number =>
  item.kind === 'step'
    ? (item.step.startedAtMs ?? item.step.createdAtMs ?? Infinity)
    : item.steps.reduce((least, step) => Math.min(least, step.startedAtMs ?? Infinity), Infinity);

/** Items in rows, in the order of their starts: nothing more is known. */
const layoutRows = (items: readonly PipelineItem[], widthPx: number): PipelineLayout => {
  const columns = Math.max(1, Math.floor((widthPx - 2 * MARGIN + GAP) / (CARD_WIDTH + GAP)));
  const placed = items.map(({ key }, index): PlacedItem => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    return {
      key,
      layer: column,
      order: row,
      x: MARGIN + column * (CARD_WIDTH + GAP),
      y: MARGIN + row * (CARD_HEIGHT + GAP),
    };
  });
  return {
    items: placed,
    edges: [],
    boxes: [],
    width: 2 * MARGIN + Math.min(columns, items.length) * (CARD_WIDTH + GAP) - GAP,
    height: 2 * MARGIN + Math.ceil(items.length / columns) * (CARD_HEIGHT + GAP) - GAP,
    ordered: false,
  };
};

interface Bent {
  nodes: LayerNode[];
  /** Bends of an edge, by its position in the list. */
  bends: Map<PipelineEdge, string[]>;
  links: Array<readonly [string, string]>;
}

const bendEdges = (edges: readonly PipelineEdge[], layerOf: ReadonlyMap<string, number>): Bent => {
  const spanOf = ({ from, to }: PipelineEdge): number => (layerOf.get(to) ?? 0) - (layerOf.get(from) ?? 0);
  const wanted = edges.reduce((sum, edge) => sum + Math.max(0, spanOf(edge) - 1), 0);
  const bent: Bent = { nodes: [], bends: new Map(), links: [] };
  edges.forEach((edge, index) => {
    const first = (layerOf.get(edge.from) ?? 0) + 1;
    const count = wanted > MAX_BENDS ? 0 : Math.max(0, spanOf(edge) - 1);
    const keys = Array.from({ length: count }, (_, step) => `bend ${index} ${step}`);
    keys.forEach((key, step) => bent.nodes.push({ key, layer: first + step, group: null, bend: true }));
    const chain = [edge.from, ...keys, edge.to];
    chain.slice(1).forEach((key, step) => bent.links.push([chain[step] ?? '', key]));
    bent.bends.set(edge, keys);
  });
  return bent;
};

const neighboursOf = (links: ReadonlyArray<readonly [string, string]>) => {
  const before = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  const add = (lists: Map<string, string[]>, key: string, value: string): void => {
    const list = lists.get(key);
    if (list) {
      list.push(value);
    } else {
      lists.set(key, [value]);
    }
  };
  links.forEach(([from, to]) => {
    add(after, from, to);
    add(before, to, from);
  });
  return { before, after };
};

/**
 * Places a folded graph: layers by dependency from left to right, few crossings, groups together.
 * @param widthPx width of the panel, for steps without any edge
 */
export const layoutPipeline = ({ items, edges }: FoldedGraph, widthPx: number): PipelineLayout => {
  const sorted = [...items].sort((a, b) => startOf(a) - startOf(b) || (a.key < b.key ? -1 : 1));
  if (edges.length === 0) {
    return layoutRows(sorted, widthPx);
  }
  const { layerOf, back } = layersOf(
    sorted.map(({ key }) => key),
    edges
  );
  const forward = edges.filter((edge) => !back.has(edge));
  const { nodes: bendNodes, bends, links } = bendEdges(forward, layerOf);
  const neighbours = neighboursOf(links);
  const nodes = sorted.map((item): LayerNode => ({
    key: item.key,
    layer: layerOf.get(item.key) ?? 0,
    group: item.kind === 'step' ? item.box : null,
    bend: false,
  }));
  const layers = orderLayers([...nodes, ...bendNodes], neighbours);
  const { places, boxes, width, height } = placeLayers(layers, neighbours.before);
  const at = (key: string): Point => places.get(key) ?? { x: 0, y: 0 };
  const right = (key: string): Point => ({ x: at(key).x + CARD_WIDTH, y: at(key).y + CARD_HEIGHT / 2 });
  const left = (key: string): Point => ({ x: at(key).x, y: at(key).y + CARD_HEIGHT / 2 });
  const bendPoints = (key: string): Point[] => [at(key), { x: at(key).x + CARD_WIDTH, y: at(key).y }];
  return {
    items: layers.flatMap((layer, index) =>
      layer.filter(({ bend }) => !bend).map(({ key }, order): PlacedItem => ({ key, layer: index, order, ...at(key) }))
    ),
    edges: edges.map((edge) => ({
      edge,
      back: back.has(edge),
      points: [right(edge.from), ...(bends.get(edge) ?? []).flatMap(bendPoints), left(edge.to)],
    })),
    boxes,
    width,
    height,
    ordered: true,
  };
};
