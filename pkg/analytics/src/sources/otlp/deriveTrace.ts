import { errorCategory } from '../../domain/errorCategory';
import { type JobFields } from '../../domain/jobFields';
import { type SessionFields } from '../../domain/sessionFold';

import { callFields, callLabels, type Call } from './callTotals';
import { known, type Derived, type DerivedJob, type DerivedSession } from './derived';
import { type SpanNode } from './node';
import { toolCalls, toolLoop } from './toolCalls';
import { TraceTree } from './TraceTree';

const TASK_STATE: Readonly<Record<string, string>> = {
  SUBMITTED: 'queued',
  WORKING: 'running',
  INPUT_REQUIRED: 'waiting',
  AUTH_REQUIRED: 'waiting',
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELED: 'cancelled',
  REJECTED: 'failed',
};

/** How a finished span ended; the words of a task's state win. */
const statusOf = (node: SpanNode): string => {
  const state = node.state === null ? undefined : TASK_STATE[node.state.replace(/^TASK_STATE_/, '').toUpperCase()];
  if (state !== undefined) {
    return state;
  }
  if (node.failure === null) {
    return 'completed';
  }
  return errorCategory(node.failure.types, node.failure.text) === 'cancelled' ? 'cancelled' : 'failed';
};

const isOver = (status: string): boolean => status !== 'queued' && status !== 'running' && status !== 'waiting';

const errorFields = (node: SpanNode): Partial<JobFields> =>
  known<JobFields>({
    error_message: node.failure?.text ?? (node.failure ? (node.failure.types[0] ?? 'failed') : null),
    error_types:
      node.failure && node.failure.types.length > 0 ? node.failure.types.map((type) => type.slice(0, 200)) : null,
  });

/** Quality told of a job's own spans, 0 to 1. */
const meanScore = (owned: readonly SpanNode[]): number | null => {
  const scores = owned.flatMap(({ score }) => score ?? []).sort((a, b) => a - b);
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
};

const callOf = (node: SpanNode): Call => ({
  usage: node.usage,
  money: node.money,
  lacks: node.lacks,
  model: node.model,
  provider: node.provider,
});

/** Turns the spans of one trace into jobs and sessions. */
class TraceReading {
  private readonly tree: TraceTree;

  constructor(nodes: ReadonlyMap<string, SpanNode>, settled: boolean) {
    this.tree = new TraceTree(nodes, settled);
  }

  read(): Derived {
    const jobs = this.tree.bounds.map((bound) => this.job(bound));
    const owners = new Map<string, string>();
    for (const node of this.tree.all) {
      const owner = this.tree.ownerOf(this.tree.twinOf(node));
      if (owner !== null && this.tree.isBound(owner)) {
        owners.set(node.id, this.jobId(owner));
      }
    }
    return { jobs, sessions: this.sessions(), owners, pending: this.tree.pending };
  }

  private sourceOf(node: SpanNode): string {
    return node.orchestrator ?? node.source;
  }

  /** The orchestrator's own id for its outermost agent, a task's id, else the span. */
  private jobId(node: SpanNode): string {
    const outermost = this.tree.agentAbove(node) === null;
    return (outermost ? node.job : null) ?? node.taskId ?? `${node.trace}-${node.id}`;
  }

  private agentName(node: SpanNode, owned: readonly SpanNode[]): string {
    const own = node.agent ?? (node.role === 'agent' ? node.agentId : null) ?? node.agentType;
    const inside = owned.find(({ agent }) => agent !== null)?.agent ?? null;
    const named = node.role === 'agent' ? node.name.replace(/^invoke_agent ?/, '') : '';
    return own ?? (named || inside || node.service || node.name || 'unknown');
  }

  private job(node: SpanNode): DerivedJob {
    const owned = this.tree.ownedBy(node);
    const calls = this.tree.counted(owned).map(callOf);
    const status = statusOf(node);
    const parent = this.tree.agentAbove(node);
    const agent = this.agentName(node, owned);
    const session = this.sessionId(node);
    const waits = owned.flatMap(({ claude }) => claude?.humanWait ?? []);
    return {
      source: this.sourceOf(node),
      id: this.jobId(node),
      status,
      fields: {
        ...callFields(calls),
        ...errorFields(node),
        ...known<JobFields>({
          agent,
          agent_type: node.agentType ?? agent,
          task: node.task,
          started_at: node.start,
          completed_at: isOver(status) ? node.end : null,
          session_id: session,
          workflow_id: session === null ? null : this.workflowOf(node),
          step: node.step ?? this.tree.stepAbove(node)?.name.replace(/^plan /, '') ?? null,
          parent_job_id: parent === null ? null : this.jobId(parent),
          handoff_from: this.handoffFrom(node, parent),
          user: node.user,
          deployment_version: node.version,
          output_quality_score: meanScore(owned),
          human_wait_time: waits.length === 0 ? null : waits.reduce((sum, wait) => sum + wait, 0),
        }),
      },
      labels: this.labels(node, owned, calls),
    };
  }

  private labels(node: SpanNode, owned: readonly SpanNode[], calls: readonly Call[]): Record<string, string> {
    const tools = toolCalls(owned, (id) => this.tree.get(id));
    return {
      ...callLabels(calls),
      trace_id: node.trace,
      ...(tools.length > 0 ? { tool_calls: String(tools.length) } : {}),
      ...toolLoop(tools),
      ...(node.service === '' ? {} : { service: node.service }),
      ...(node.session === null ? {} : { conversation: node.session }),
    };
  }

  /** Told edges only: a framework's graph, an agent inside of another's span, or a link to an agent's span. */
  private handoffFrom(node: SpanNode, parent: SpanNode | null): string | null {
    const before = node.graphParent === null ? null : this.lastAt(node.graphParent, node);
    if (before !== null) {
      return this.jobId(before);
    }
    if (parent !== null) {
      return this.jobId(parent);
    }
    const linked = node.links.flatMap(({ trace, id }) => (trace === node.trace ? (this.tree.get(id) ?? []) : []));
    const agent = linked.find(({ role }) => role === 'agent');
    return agent === undefined ? null : this.jobId(agent);
  }

  /** The run of a place in the graph from which control came to `node`: the last one that began before it. */
  private lastAt(place: string, node: SpanNode): SpanNode | null {
    const before = this.tree.bounds.filter(
      (bound) => bound.graphNode === place && bound !== node && bound.start <= node.start
    );
    return before.at(-1) ?? null;
  }

  /** The workflow's run, the conversation, or the coordinator's run; absent when none is told. */
  private sessionId(node: SpanNode): string | null {
    if (!this.tree.isRooted(node)) {
      return null;
    }
    const told = node.orchestratorSession;
    const workflow = this.tree.workflowAbove(node);
    if (told !== null || workflow !== null) {
      return told ?? (workflow === null ? null : `${workflow.trace}-${workflow.id}`);
    }
    const conversation = this.conversation(node);
    if (conversation !== null) {
      return conversation;
    }
    const top = this.tree.topAgent(node);
    return top !== null && this.tree.hasAgentBelow(top) ? `${top.trace}-${top.id}` : null;
  }

  private conversation(node: SpanNode): string | null {
    const above = this.tree.pathUp(node).find(({ session }) => session !== null);
    return above?.session ?? this.tree.ownedBy(node).find(({ session }) => session !== null)?.session ?? null;
  }

  private workflowOf(node: SpanNode): string | null {
    const workflow = this.tree.workflowAbove(node);
    if (workflow !== null) {
      return workflow.workflow ?? workflow.name.replace(/^invoke_workflow ?/, '') ?? null;
    }
    const top = this.tree.topAgent(node);
    return node.workflow ?? top?.workflow ?? (top !== null && this.tree.hasAgentBelow(top) ? top.agent : null);
  }

  /** One record for each session the trace tells something of. */
  private sessions(): DerivedSession[] {
    const found = new Map<string, DerivedSession>();
    const tops = this.tree.nodes.filter((node) => node.role === 'workflow' || this.tree.isBound(node));
    for (const node of tops) {
      const id = node.role === 'workflow' ? this.workflowSession(node) : this.sessionId(node);
      const speaks = node.role === 'workflow' || this.tree.agentAbove(node) === null;
      if (id !== null && speaks && this.tree.isRooted(node) && !found.has(`${this.sourceOf(node)} ${id}`)) {
        found.set(`${this.sourceOf(node)} ${id}`, this.session(id, node));
      }
    }
    return [...found.values()];
  }

  private workflowSession(node: SpanNode): string {
    return node.orchestratorSession ?? `${node.trace}-${node.id}`;
  }

  private session(id: string, node: SpanNode): DerivedSession {
    const carrier = this.tree.workflowAbove(node) ?? node;
    const status = statusOf(carrier);
    // An orchestrator tells of its own sessions itself.
    const own = node.orchestrator === null;
    return {
      source: this.sourceOf(node),
      id,
      status: own ? status : null,
      fields: own
        ? known<SessionFields>({
            workflow_id: this.workflowOf(carrier) ?? undefined,
            goal: carrier.task ?? undefined,
            started_at: carrier.start,
            completed_at: isOver(status) ? carrier.end : undefined,
            user: carrier.user ?? undefined,
            error_message: carrier.failure?.text ?? undefined,
          })
        : {},
    };
  }
}

/**
 * The jobs and sessions a set of spans tells of. A function of the set alone: the order and the number of times they came
 * do not matter.
 * @param settled nothing more is expected: spans whose parent never came count as roots
 */
export const deriveTrace = (nodes: ReadonlyMap<string, SpanNode>, settled: boolean): Derived =>
  new TraceReading(nodes, settled).read();
