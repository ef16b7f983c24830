import { type TraceTree } from './trace.types';

export interface TreeState {
  tree: TraceTree;
  /** Indexes of nodes in sight, in order. */
  shown: readonly number[];
  folded: ReadonlySet<string>;
  /** Node the keys start from; −1 for none. */
  active: number;
}

export type TreeStep =
  | { kind: 'move'; to: number }
  | { kind: 'fold'; id: string }
  | { kind: 'unfold'; id: string }
  | { kind: 'open'; at: number }
  | { kind: 'close' }
  | null;

const PAGE = 15;

const move = ({ shown }: TreeState, place: number): TreeStep => {
  const to = shown[Math.min(shown.length - 1, Math.max(0, place))];
  return to === undefined ? null : { kind: 'move', to };
};

/** The next failed span after the active one, from the top again at the end. */
export const nextFailed = ({ tree, shown, active }: TreeState): TreeStep => {
  const failed = shown.filter((index) => tree.nodes[index]?.span.failed);
  const to = failed.find((index) => index > active) ?? failed[0];
  return to === undefined ? null : { kind: 'move', to };
};

/** What a key does in the tree: arrows walk, left and right fold, Enter opens, Escape closes, `f` goes to what failed. */
export const treeStep = (key: string, state: TreeState): TreeStep => {
  const { tree, shown, folded, active } = state;
  const place = shown.indexOf(active);
  const node = tree.nodes[active];
  const isFolded = node !== undefined && folded.has(node.span.id);
  switch (key) {
    case 'ArrowDown':
      return move(state, place + 1);
    case 'ArrowUp':
      return move(state, place - 1);
    case 'PageDown':
      return move(state, place + PAGE);
    case 'PageUp':
      return move(state, place - PAGE);
    case 'Home':
      return move(state, 0);
    case 'End':
      return move(state, shown.length - 1);
    case 'ArrowRight':
      if (!node || node.children === 0) {
        return null;
      }
      return isFolded ? { kind: 'unfold', id: node.span.id } : move(state, place + 1);
    case 'ArrowLeft':
      if (node && node.children > 0 && !isFolded) {
        return { kind: 'fold', id: node.span.id };
      }
      return node && node.parent >= 0 ? { kind: 'move', to: node.parent } : null;
    case 'Enter':
    case ' ':
      return node ? { kind: 'open', at: active } : null;
    case 'Escape':
      return { kind: 'close' };
    case 'f':
      return nextFailed(state);
    default:
      return null;
  }
};
