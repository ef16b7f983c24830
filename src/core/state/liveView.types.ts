import { type State } from '@eljefe/contract';

import { type Failure } from '../problem/failure.types';

/** Where a live state comes from. */
export type StateOrigin = 'analytics' | 'orchestrator';

/** The live state as a reader of it sees it. */
export interface LiveView {
  /** Null until something was heard. */
  state: State | null;
  origin: StateOrigin;
  /** How news arrives: pushed, or asked for every few seconds. */
  by: 'stream' | 'poll';
  /** When the state came, by this browser's clock (epoch ms). */
  heardAt: number;
  /** Last sign of life of the connection, with or without news (epoch ms). */
  contactAt: number;
  /** What is wrong with the connection now; null when nothing is. */
  failure: Failure | null;
}
