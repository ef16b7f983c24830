export interface LayerNode {
  key: string;
  layer: number;
  /** Nodes of one group stay together within a layer. */
  group: string | null;
  /** A bend of an edge that spans several layers, no item of its own. */
  bend: boolean;
}

const SWEEPS = 4;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Neighbours {
  before: ReadonlyMap<string, readonly string[]>;
  after: ReadonlyMap<string, readonly string[]>;
}

/** Sorts one layer by the mean place of its neighbours; a group moves as a whole. */
const sortLayer = (
  layer: readonly LayerNode[],
  neighbours: ReadonlyMap<string, readonly string[]>,
  placeOf: ReadonlyMap<string, number>
): LayerNode[] => {
  const pull = new Map(
    layer.map((node, index) => {
      const places = (neighbours.get(node.key) ?? []).flatMap((key) => placeOf.get(key) ?? []);
      return [node.key, places.length > 0 ? mean(places) : index];
    })
  );
  const pullOf = (key: string): number => pull.get(key) ?? 0;
  const groups = new Map<string, number[]>();
  layer.forEach(({ key, group }) => {
    if (group !== null) {
      groups.set(group, [...(groups.get(group) ?? []), pullOf(key)]);
    }
  });
  const ofGroup = new Map([...groups].map(([group, values]) => [group, mean(values)]));
  const blockOf = ({ key, group }: LayerNode): number => (group === null ? pullOf(key) : (ofGroup.get(group) ?? 0));
  return layer
    .map((node, index) => ({ node, index }))
    .sort(
      (a, b) =>
        blockOf(a.node) - blockOf(b.node) ||
        (a.node.group ?? '').localeCompare(b.node.group ?? '') ||
        pullOf(a.node.key) - pullOf(b.node.key) ||
        a.index - b.index
    )
    .map(({ node }) => node);
};

/**
 * Orders the nodes within their layers so that few edges cross: sweeps over the layers, each node to the mean of its neighbours.
 * @returns the layers, each from top to bottom
 */
export const orderLayers = (nodes: readonly LayerNode[], { before, after }: Neighbours): LayerNode[][] => {
  const layers: LayerNode[][] = [];
  nodes.forEach((node) => {
    const layer = (layers[node.layer] ??= []);
    layer.push(node);
  });
  const placeOf = new Map<string, number>();
  const settle = (layer: readonly LayerNode[]): void =>
    layer.forEach(({ key }, index) => placeOf.set(key, (index + 0.5) / layer.length));
  layers.forEach(settle);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    for (let step = 0; step < layers.length; step++) {
      const index = down ? step : layers.length - 1 - step;
      const sorted = sortLayer(layers[index] ?? [], down ? before : after, placeOf);
      layers[index] = sorted;
      settle(sorted);
    }
  }
  return layers;
};
