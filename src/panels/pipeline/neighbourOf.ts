import { type FoldedGraph } from './foldGraph';
import { type PipelineLayout, type PlacedItem } from './layoutPipeline';

const nearest = (items: readonly PlacedItem[], from: PlacedItem): PlacedItem | null =>
  items.reduce<PlacedItem | null>(
    (best, item) => (best === null || Math.abs(item.y - from.y) < Math.abs(best.y - from.y) ? item : best),
    null
  );

interface Move {
  layout: PipelineLayout;
  graph: FoldedGraph;
  key: string | null;
  /** As the keyboard event names it. */
  arrow: string;
}

/** Where an arrow key leads: right to what comes after, left to what came before, up and down within the layer. */
export const neighbourOf = ({ layout, graph, key, arrow }: Move): string | null => {
  const { items } = layout;
  const from = items.find((item) => item.key === key);
  if (!from || arrow === 'Home') {
    return items[0]?.key ?? null;
  }
  if (arrow === 'End') {
    return items[items.length - 1]?.key ?? null;
  }
  if (arrow === 'ArrowUp' || arrow === 'ArrowDown') {
    const wanted = from.order + (arrow === 'ArrowDown' ? 1 : -1);
    return items.find(({ layer, order }) => layer === from.layer && order === wanted)?.key ?? null;
  }
  const after = arrow === 'ArrowRight';
  const linked = new Set(
    graph.edges.flatMap(({ from: source, to }) => (after ? (source === key ? [to] : []) : to === key ? [source] : []))
  );
  const joined = items.filter((item) => linked.has(item.key));
  const beside = items.filter(({ layer }) => layer === from.layer + (after ? 1 : -1));
  return (nearest(joined, from) ?? nearest(beside, from))?.key ?? null;
};

export const ARROWS: ReadonlySet<string> = new Set(['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End']);
