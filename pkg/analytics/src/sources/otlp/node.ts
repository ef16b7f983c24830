import { type Role } from './role';
import { type Usage } from './tokens';
import { type ToolAct } from './toolAct';

export interface Failure {
  types: string[];
  text: string | null;
}

export interface Money {
  usd: number;
  source: 'reported' | 'bundle' | 'override';
}

/** A span reduced to what jobs and sessions are made of. Times in epoch ms. */
export interface SpanNode {
  source: string;
  service: string;
  trace: string;
  id: string;
  /** Empty: a root. */
  parent: string;
  role: Role;
  name: string;
  start: number;
  end: number;
  agent: string | null;
  agentId: string | null;
  agentType: string | null;
  version: string | null;
  session: string | null;
  workflow: string | null;
  user: string | null;
  task: string | null;
  step: string | null;
  tool: string | null;
  toolCall: string | null;
  /** What a tool's call did and gave; null for everything else. */
  act: ToolAct | null;
  responseId: string | null;
  /** The agent SDK's own id of the call. */
  generation: string | null;
  /** Place in a framework's graph, and the place control came from (OpenInference). */
  graphNode: string | null;
  graphParent: string | null;
  /** Quality told of it, 0 to 1. */
  score: number | null;
  failure: Failure | null;
  /** Word of the task's state, where the dialect has one (A2A). */
  state: string | null;
  taskId: string | null;
  model: string | null;
  provider: string | null;
  usage: Usage | null;
  money: Money | null;
  /** A model call without usage, or whose usage has no price. */
  lacks: 'usage' | 'price' | null;
  /** Named by the orchestrator through `eljefe.*`. */
  orchestrator: string | null;
  job: string | null;
  orchestratorSession: string | null;
  links: ReadonlyArray<{ trace: string; id: string }>;
  /** Claude Code only. */
  claude: ClaudeFacts | null;
}

export interface ClaudeFacts {
  kind: string;
  agentId: string | null;
  parentAgent: string | null;
  requestId: string | null;
  workflowRun: string | null;
  /** Told by an event rather than a span. */
  event: boolean;
  /** Wait for a person, seconds; null when it was none. */
  humanWait: number | null;
  rejected: boolean;
  toolCall: string | null;
  querySource: string | null;
}
