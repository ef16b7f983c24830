import { type EventKind, type Severity } from '@eljefe/contract';

import { type FrameNotice } from '../../components/frameMeta';

/** One event as the feed shows it. */
export interface FeedItem {
  id: string;
  /** Epoch ms as reported. */
  timeMs: number;
  /** Epoch ms in the viewer's clock, for the age. */
  heardMs: number;
  severity: Severity;
  kind: EventKind;
  source: string | null;
  title: string;
  text: string | null;
  subjectKind: string | null;
  subject: string | null;
  needsHuman: boolean;
  url: string | null;
}

/** Events that say the same, one after the other; newest first. */
export interface FeedEntry {
  /** Id of the newest: stable while nothing new repeats it. */
  key: string;
  newest: FeedItem;
  count: number;
  /** Epoch ms of the oldest repeat. */
  firstMs: number;
  /** Ids of all of them. */
  ids: string[];
}

export interface EventPosition {
  frame: number;
  row: number;
}

export interface FeedModel {
  items: FeedItem[];
  positions: ReadonlyMap<string, EventPosition>;
  notices: FrameNotice[];
}

export type FeedInput =
  | { kind: 'events'; model: FeedModel }
  | { kind: 'no-frames' }
  | { kind: 'missing-fields'; missing: string[]; found: string[] };
