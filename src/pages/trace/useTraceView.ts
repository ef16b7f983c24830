import { useMemo, useState } from 'react';

import { setUrlParams, useUrlSearch } from '../url/useUrlParams';
import { isWhole } from './brushWindow';
import { busyTimes, type Interval, timeAxis } from './timeAxis';
import { type TraceTree } from './trace.types';
import { type TreeStep } from './traceKeys';
import { foldsBelow, visibleNodes } from './visibleNodes';

const windowOf = (text: string | null, whole: Interval): Interval => {
  const [from, to] = (text ?? '').split('-').map(Number);
  return from !== undefined && to !== undefined && Number.isFinite(from) && to > from
    ? { from: whole.from + from, to: Math.min(whole.to, whole.from + to) }
    : whole;
};

/** What of a trace is in sight, kept in the address, so that a view can be pasted into a chat. Folds are the reader's own. */
export const useTraceView = (tree: TraceTree) => {
  const search = useUrlSearch();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [activeId, setActiveId] = useState<string | null>(null);
  const whole = useMemo(() => ({ from: tree.startMs, to: tree.endMs }), [tree]);
  const zoom = search.get('zoom');
  const window = useMemo(() => windowOf(zoom, whole), [zoom, whole]);
  const onlyFailed = search.get('failed') === '1';
  const squeeze = search.get('squeeze') !== '0';
  const text = search.get('find') ?? '';
  const selected = search.get('span');
  const busy = useMemo(() => (squeeze ? busyTimes(tree) : null), [tree, squeeze]);
  const axis = useMemo(() => timeAxis(window, busy), [window, busy]);
  const wholeAxis = useMemo(() => timeAxis(whole, busy), [whole, busy]);
  const shown = useMemo(
    () => visibleNodes(tree, { onlyFailed, search: text, window: isWhole(window, whole) ? null : window }, folded),
    [tree, onlyFailed, text, window, whole, folded]
  );
  // By id, so that the reader's place stays when new spans come between.
  const indexes = useMemo(() => new Map(tree.nodes.map(({ span }, index) => [span.id, index])), [tree]);
  const indexOf = (id: string | null): number => (id === null ? -1 : (indexes.get(id) ?? -1));
  const idOf = (index: number): string | null => tree.nodes[index]?.span.id ?? null;
  const selectedIndex = indexOf(selected);
  const activeIndex = indexOf(activeId);
  const close = () => setUrlParams({ span: null }, true);
  const step = (taken: NonNullable<TreeStep>) => {
    switch (taken.kind) {
      case 'move':
        setActiveId(idOf(taken.to));
        break;
      case 'open':
        setActiveId(idOf(taken.at));
        setUrlParams({ span: idOf(taken.at) }, true);
        break;
      case 'close':
        close();
        break;
      case 'fold':
        setFolded((held) => new Set([...held, taken.id]));
        break;
      case 'unfold':
        setFolded((held) => new Set([...held].filter((id) => id !== taken.id)));
        break;
    }
  };
  return {
    whole,
    window,
    axis,
    wholeAxis,
    shown,
    folded,
    active: activeIndex >= 0 ? activeIndex : selectedIndex >= 0 ? selectedIndex : (shown[0] ?? -1),
    selected,
    selectedIndex,
    onlyFailed,
    squeeze,
    text,
    step,
    close,
    foldTo: (depth: number) => setFolded(foldsBelow(tree, depth)),
    unfoldAll: () => setFolded(new Set()),
    setWindow: (next: Interval) =>
      setUrlParams(
        {
          zoom: isWhole(next, whole)
            ? null
            : `${Math.round(next.from - whole.from)}-${Math.round(next.to - whole.from)}`,
        },
        true
      ),
    setOnlyFailed: (on: boolean) => setUrlParams({ failed: on ? '1' : null }, true),
    setSqueeze: (on: boolean) => setUrlParams({ squeeze: on ? null : '0' }, true),
    setText: (next: string) => setUrlParams({ find: next === '' ? null : next }, true),
  };
};

export type TraceView = ReturnType<typeof useTraceView>;
