import { type PipelineGraph } from './pipelineGraph';

/** What every drawn card shares; changes only with the graph and the options. */
export interface CardSetting {
  graph: PipelineGraph;
  bottleneckId: string | null;
  onOpen: (stepId: string) => void;
  onUnfold: (group: string) => void;
  onFocusItem: (key: string) => void;
}
