import { useState } from 'react';

import { type FoldedGraph } from './foldGraph';
import { type StepRow } from './pipeline.types';

interface Frozen {
  graph: FoldedGraph;
  steps: ReadonlyMap<string, StepRow>;
  token: string;
}

interface Input {
  graph: FoldedGraph;
  steps: ReadonlyMap<string, StepRow>;
  held: boolean;
  /** Changes when the reader himself changes the picture: then the new one counts at once. */
  viewKey: string;
}

interface Held {
  graph: FoldedGraph;
  /** The step as it is now; for one that left meanwhile, as it was last seen. */
  stepOf: (id: string) => { step: StepRow; gone: boolean } | null;
  /** Steps that wait outside for the reader to let go. */
  newCount: number;
  release: () => void;
}

const shapeOf = ({ items, edges }: FoldedGraph): string =>
  `${items.map(({ key }) => key).join('|')}#${edges.map(({ from, to }) => `${from}>${to}`).join('|')}`;

/** Keeps the picture's shape while the reader points at it, and the same object while the shape is the same; values go on changing in place. */
export const useHeldGraph = ({ graph, steps, held, viewKey }: Input): Held => {
  const [frozen, setFrozen] = useState<Frozen | null>(null);
  const [releases, setReleases] = useState(0);
  const token = held ? `${releases} ${viewKey}` : null;
  if (token !== (frozen?.token ?? null)) {
    setFrozen(token === null ? null : { graph, steps, token });
  }
  const active = token !== null && frozen?.token === token ? frozen : null;
  const differs = active !== null && active.graph !== graph && shapeOf(active.graph) !== shapeOf(graph);
  const shown = active !== null && differs ? active.graph : graph;
  const known = differs ? new Set(shown.items.map(({ key }) => key)) : null;
  return {
    graph: shown,
    stepOf: (id) => {
      const step = steps.get(id);
      const last = step ?? active?.steps.get(id);
      return last ? { step: last, gone: step === undefined } : null;
    },
    newCount: known === null ? 0 : graph.items.filter(({ key }) => !known.has(key)).length,
    release: () => setReleases((count) => count + 1),
  };
};
