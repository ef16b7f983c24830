interface Arrow {
  from: string;
  to: string;
}

const arrowsFrom = (arrows: readonly Arrow[]): Map<string, Arrow[]> => {
  const lists = new Map<string, Arrow[]>();
  arrows.forEach((arrow) => {
    const list = lists.get(arrow.from);
    if (list) {
      list.push(arrow);
    } else {
      lists.set(arrow.from, [arrow]);
    }
  });
  return lists;
};

/** Arrows that lead back to a node still under way in a depth-first walk: without them there is no circle. */
const backArrows = (keys: readonly string[], leaving: ReadonlyMap<string, readonly Arrow[]>): Set<Arrow> => {
  const state = new Map<string, 'open' | 'closed'>();
  const back = new Set<Arrow>();
  for (const root of keys) {
    const path: Array<{ key: string; next: number }> = state.has(root) ? [] : [{ key: root, next: 0 }];
    state.set(root, state.get(root) ?? 'open');
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const arrow = leaving.get(top.key)?.[top.next];
      top.next += 1;
      if (arrow === undefined) {
        state.set(top.key, 'closed');
        path.pop();
      } else if (state.get(arrow.to) === 'open') {
        back.add(arrow);
      } else if (!state.has(arrow.to)) {
        state.set(arrow.to, 'open');
        path.push({ key: arrow.to, next: 0 });
      }
    }
  }
  return back;
};

export interface Layers {
  /** Layer of each key, from 0; every forward arrow goes to a higher one. */
  layerOf: ReadonlyMap<string, number>;
  /** Arrows that close a circle, to be drawn backwards. */
  back: ReadonlySet<{ from: string; to: string }>;
}

/**
 * Layers by dependency: a node stands one beyond the last of those it waits for.
 * @param keys in the order in which ties and circles are resolved, earliest first
 * @param arrows between known keys
 */
export const layersOf = (keys: readonly string[], arrows: readonly Arrow[]): Layers => {
  const leaving = arrowsFrom(arrows);
  const entered = new Set(arrows.map(({ to }) => to));
  const back = backArrows([...keys.filter((key) => !entered.has(key)), ...keys], leaving);
  const waitsFor = new Map(keys.map((key) => [key, 0]));
  arrows.forEach((arrow) => back.has(arrow) || waitsFor.set(arrow.to, (waitsFor.get(arrow.to) ?? 0) + 1));
  const layerOf = new Map(keys.map((key) => [key, 0]));
  const ready = keys.filter((key) => waitsFor.get(key) === 0);
  for (let at = 0; at < ready.length; at++) {
    const key = ready[at] ?? '';
    for (const arrow of leaving.get(key) ?? []) {
      if (!back.has(arrow)) {
        layerOf.set(arrow.to, Math.max(layerOf.get(arrow.to) ?? 0, (layerOf.get(key) ?? 0) + 1));
        const left = (waitsFor.get(arrow.to) ?? 1) - 1;
        waitsFor.set(arrow.to, left);
        if (left === 0) {
          ready.push(arrow.to);
        }
      }
    }
  }
  return { layerOf, back };
};
