import { CARD_HEIGHT, CARD_WIDTH } from './cardSize';
import { type PipelineLayout, type PlacedEdge, type PlacedItem } from './layoutPipeline';

export interface ViewBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

const OVERSCAN = 240;

const touches = (view: ViewBox, [x1, y1, x2, y2]: [number, number, number, number]): boolean =>
  x2 >= view.left - OVERSCAN &&
  x1 <= view.left + view.width + OVERSCAN &&
  y2 >= view.top - OVERSCAN &&
  y1 <= view.top + view.height + OVERSCAN;

/** What is in sight, in the layout's own units; `keep` stays drawn because the focus is in it. */
export const visibleItems = (
  { items, edges }: PipelineLayout,
  view: ViewBox,
  keep: string | null
): { items: PlacedItem[]; edges: PlacedEdge[] } => ({
  items: items.filter(({ key, x, y }) => key === keep || touches(view, [x, y, x + CARD_WIDTH, y + CARD_HEIGHT])),
  edges: edges.filter(({ points }) => {
    const [first] = points;
    const last = points[points.length - 1];
    return (
      first !== undefined &&
      last !== undefined &&
      touches(view, [
        Math.min(first.x, last.x),
        Math.min(...points.map(({ y }) => y)),
        Math.max(first.x, last.x),
        Math.max(...points.map(({ y }) => y)),
      ])
    );
  }),
});
