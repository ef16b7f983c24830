import { CARD_HEIGHT, CARD_WIDTH, type Point } from './cardSize';
import { type PlacedEdge } from './layoutPipeline';

const curve = (from: Point, to: Point): string => {
  const bend = Math.max(24, (to.x - from.x) / 2);
  return `C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
};

/** SVG path of an edge; one that leads back runs below the cards from source to target. */
export const edgePath = ({ points, back }: PlacedEdge): string => {
  const [first, ...rest] = points;
  const last = rest[rest.length - 1];
  if (!first || !last) {
    return '';
  }
  if (back) {
    const [x1, x2] = [first.x - CARD_WIDTH / 2, last.x + CARD_WIDTH / 2];
    const low = Math.max(first.y, last.y) + CARD_HEIGHT / 2 + 28;
    return `M${x1} ${first.y + CARD_HEIGHT / 2}C${x1} ${low} ${x2} ${low} ${x2} ${last.y + CARD_HEIGHT / 2}`;
  }
  let from = first;
  return rest.reduce((path, to, index) => {
    // Bends come in pairs: a curve to the layer, then straight through it.
    const piece = index % 2 === 1 ? `L${to.x} ${to.y}` : curve(from, to);
    from = to;
    return path + piece;
  }, `M${first.x} ${first.y}`);
};

/** Middle of an edge, where its mark stands. */
export const edgeMiddle = ({ points, back }: PlacedEdge): Point => {
  const first = points[0] ?? { x: 0, y: 0 };
  const second = points[1] ?? first;
  const low = Math.max(first.y, second.y) + CARD_HEIGHT / 2 + 21;
  return back ? { x: (first.x + second.x) / 2, y: low } : { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
};
