import { type Span } from './trace.types';

/** Epoch ms of the fixtures' beginning. */
export const T0 = 1_790_000_000_000;

export const span = (over: Partial<Span> & { id: string }): Span => ({
  parentId: null,
  name: over.id,
  who: 'agent',
  startMs: T0,
  durationMs: 1_000,
  failed: false,
  message: null,
  kind: 'internal',
  agent: 'agent',
  jobId: null,
  model: null,
  tool: null,
  inputTokens: null,
  outputTokens: null,
  costUsd: null,
  tags: [],
  events: [],
  ...over,
});

/** A root with a planner and a coder, whose test tool fails; a long pause lies between the two. */
export const SMALL_TRACE: Span[] = [
  span({ id: 'root', name: 'workflow', durationMs: 100_000 }),
  span({ id: 'plan', parentId: 'root', who: 'planner', agent: 'planner', durationMs: 5_000 }),
  span({ id: 'chat', parentId: 'plan', who: 'planner', model: 'sonnet', startMs: T0 + 500, durationMs: 4_000 }),
  span({ id: 'code', parentId: 'root', who: 'coder', agent: 'coder', startMs: T0 + 90_000, durationMs: 10_000 }),
  span({
    id: 'test',
    parentId: 'code',
    who: 'coder',
    tool: 'run_tests',
    startMs: T0 + 91_000,
    durationMs: 3_000,
    failed: true,
    message: '2 tests failed',
  }),
];
