/** One attribute of a span. */
export interface SpanTag {
  key: string;
  value: unknown;
}

/** Something that happened within a span. */
export interface SpanEvent {
  atMs: number;
  name: string;
  fields: SpanTag[];
}

/** A piece of work with a beginning and a length, as it was traced. Times in epoch ms. */
export interface Span {
  id: string;
  parentId: string | null;
  name: string;
  /** Who did it: the agent, else the service. */
  who: string;
  startMs: number;
  durationMs: number;
  failed: boolean;
  message: string | null;
  kind: string | null;
  agent: string | null;
  jobId: string | null;
  model: string | null;
  tool: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  costUsd: number | null;
  tags: SpanTag[];
  events: SpanEvent[];
}

/** A span in its place. Nodes stand in the order of a walk through the tree, parents before children. */
export interface TraceNode {
  span: Span;
  depth: number;
  /** Index of the parent; −1 for a root. */
  parent: number;
  /** Index after the last descendant. */
  end: number;
  children: number;
  /** The parent is named and was not sent. */
  orphan: boolean;
  /** It or something below it failed. */
  failedBelow: boolean;
}

export interface TraceTree {
  nodes: TraceNode[];
  /** Epoch ms; both 0 without spans. */
  startMs: number;
  endMs: number;
  failed: number;
}
