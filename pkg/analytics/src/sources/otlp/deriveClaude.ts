import { errorCategory } from '../../domain/errorCategory';
import { type JobFields } from '../../domain/jobFields';
import { type SessionFields } from '../../domain/sessionFold';

import { callFields, callLabels, type Call } from './callTotals';
import { type ClaudePoint, pointCalls } from './claudeMetrics';
import { known, type Derived, type DerivedJob } from './derived';
import { type ClaudeFacts, type SpanNode } from './node';

type ClaudeNode = SpanNode & { claude: ClaudeFacts };

export interface ClaudeEvidence {
  session: string;
  nodes: ReadonlyMap<string, SpanNode>;
  points: ReadonlyMap<string, ClaudePoint>;
  /** Jobs of an orchestrator that were running all that time: for joining where only the orchestrator is named. */
  candidates: (orchestrator: string, start: number, end: number) => readonly string[];
}

const MAIN = '';

const isCall = ({ role }: SpanNode): boolean => role === 'model';

/** One call told by several spans or events of one request counts once: the richest is kept. */
const onePerRequest = (nodes: readonly ClaudeNode[]): ClaudeNode[] => {
  const byRequest = new Map<string, ClaudeNode>();
  for (const node of nodes) {
    const key = node.claude.requestId ?? node.id;
    const before = byRequest.get(key);
    if (before === undefined || (before.usage?.output ?? -1) < (node.usage?.output ?? -1)) {
      byRequest.set(key, node);
    }
  }
  return [...byRequest.values()];
};

const callOf = (node: ClaudeNode): Call => ({
  usage: node.usage,
  money: node.money,
  lacks: node.failure === null || node.usage !== null ? node.lacks : null,
  model: node.model,
  provider: node.provider,
});

class ClaudeReading {
  private readonly nodes: ClaudeNode[];
  private readonly agentOfRequest = new Map<string, string>();
  private readonly agentOfTool = new Map<string, string>();

  constructor(private readonly evidence: ClaudeEvidence) {
    this.nodes = [...evidence.nodes.values()]
      .filter((node): node is ClaudeNode => node.claude !== null)
      .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
    for (const { claude } of this.nodes) {
      if (claude.agentId !== null && claude.requestId !== null) {
        this.agentOfRequest.set(claude.requestId, claude.agentId);
      }
      if (claude.agentId !== null && claude.toolCall !== null) {
        this.agentOfTool.set(claude.toolCall, claude.agentId);
      }
    }
  }

  read(): Derived {
    const parts = new Map<string, ClaudeNode[]>([[MAIN, []]]);
    for (const node of this.nodes) {
      const key = this.agentKey(node);
      parts.set(key, [...(parts.get(key) ?? []), node]);
    }
    const main = parts.get(MAIN) ?? [];
    const over = this.endOfTurns();
    const jobs = [...parts].map(([key, nodes]) => this.job(key, nodes, { over, main }));
    const owners = new Map(this.nodes.map((node) => [node.id, this.jobId(this.agentKey(node))]));
    return { jobs, sessions: this.session(over), owners, pending: false };
  }

  /** The subagent a record belongs to: by its id, by the span of the same request or tool, else by name. */
  private agentKey({ claude, agent }: ClaudeNode): string {
    return (
      claude.agentId ??
      (claude.requestId === null ? null : (this.agentOfRequest.get(claude.requestId) ?? null)) ??
      (claude.toolCall === null ? null : (this.agentOfTool.get(claude.toolCall) ?? null)) ??
      agent ??
      MAIN
    );
  }

  private get source(): string {
    return this.nodes[0]?.source ?? this.evidence.points.values().next().value?.source ?? '';
  }

  private get orchestrator(): string | null {
    return this.nodes.find(({ orchestrator }) => orchestrator !== null)?.orchestrator ?? null;
  }

  /** The orchestrator's job: named, or the only one that was running. Two candidates are none. */
  private join(): { job: string; inferred: boolean } | 'unattributed' | null {
    const named = this.nodes.find(({ job }) => job !== null)?.job ?? null;
    if (named !== null) {
      return { job: named, inferred: false };
    }
    const { orchestrator } = this;
    const [first, last] = [this.nodes[0], this.nodes.at(-1)];
    if (orchestrator === null || first === undefined || last === undefined) {
      return null;
    }
    const candidates = this.evidence.candidates(orchestrator, first.start, last.end);
    return candidates.length === 1 && candidates[0] !== undefined
      ? { job: candidates[0], inferred: true }
      : 'unattributed';
  }

  private jobId(key: string): string {
    const joined = this.join();
    const main = joined === null || joined === 'unattributed' ? this.evidence.session : joined.job;
    return key === MAIN ? main : `${this.evidence.session}:${key}`;
  }

  private get sessionId(): string {
    return this.nodes.find(({ claude }) => claude.workflowRun !== null)?.claude.workflowRun ?? this.evidence.session;
  }

  /** When the last turn ended; null while one is under way, or when turns are not told. */
  private endOfTurns(): number | null {
    const ended = this.nodes.filter(({ role }) => role === 'turn').map(({ end }) => end);
    const last = ended.length === 0 ? null : Math.max(...ended);
    const latest = this.nodes.reduce((time, { end }) => Math.max(time, end), 0);
    return last !== null && latest <= last ? last : null;
  }

  /** Money is taken from one kind of evidence for the whole session: events, else spans, else metrics. */
  private calls(nodes: readonly ClaudeNode[], key: string): Call[] {
    const all = this.nodes.filter(isCall);
    const fromEvents = all.some(({ claude }) => claude.event);
    if (all.length > 0) {
      return onePerRequest(nodes.filter((node) => isCall(node) && node.claude.event === fromEvents)).map(callOf);
    }
    return key === MAIN ? pointCalls(this.evidence.points) : [];
  }

  private job(
    key: string,
    nodes: readonly ClaudeNode[],
    { over, main }: { over: number | null; main: readonly ClaudeNode[] }
  ): DerivedJob {
    const joined = this.join();
    const foreign = joined !== null && joined !== 'unattributed' && key === MAIN;
    const calls = this.calls(nodes, key);
    const failure = lastFailure(nodes);
    const status = over === null ? 'running' : failure === null ? 'completed' : 'failed';
    const times = [...nodes, ...(nodes.length === 0 ? main : [])];
    const started = Math.min(...(times.length > 0 ? times : this.nodes).map(({ start }) => start));
    const resumed = over === null ? this.resumed() : null;
    return {
      source: this.orchestrator ?? this.source,
      id: this.jobId(key),
      status: foreign ? '' : status,
      fields: {
        ...callFields(calls),
        ...(foreign
          ? {}
          : this.ownFields(key, nodes, { started: resumed ?? started, over, failure: over === null ? null : failure })),
        ...known<JobFields>({ human_wait_time: humanWait(nodes) }),
      },
      labels: {
        ...callLabels(calls),
        claude_session: this.evidence.session,
        ...(joined === 'unattributed' ? { join: 'unattributed' } : {}),
        ...(foreign && typeof joined === 'object' && joined.inferred ? { join: 'inferred' } : {}),
      },
    };
  }

  /** Start of the turn under way, when former ones ended. */
  private resumed(): number | null {
    const ends = this.nodes.filter(({ role }) => role === 'turn').map(({ end }) => end);
    const last = ends.length === 0 ? null : Math.max(...ends);
    return last === null ? null : (this.nodes.find(({ start }) => start > last)?.start ?? null);
  }

  private ownFields(
    key: string,
    nodes: readonly ClaudeNode[],
    { started, over, failure }: { started: number; over: number | null; failure: ClaudeNode | null }
  ): Partial<JobFields> {
    const first = <T>(pick: (node: ClaudeNode) => T | null): T | null => {
      const found = nodes.find((node) => pick(node) !== null);
      return found === undefined ? null : pick(found);
    };
    const agent =
      key === MAIN ? (first((node) => node.agentType) ?? this.source) : (first(({ agent: name }) => name) ?? key);
    const parent = first(({ claude }) => claude.parentAgent);
    return known<JobFields>({
      agent,
      agent_type: agent,
      started_at: Number.isFinite(started) ? started : null,
      completed_at: over,
      session_id: this.orchestrator === null ? this.sessionId : first((node) => node.orchestratorSession),
      workflow_id: first(({ workflow }) => workflow),
      parent_job_id: key === MAIN ? null : this.jobId(parent ?? MAIN),
      handoff_from: key === MAIN ? null : this.jobId(parent ?? MAIN),
      step: first(({ step }) => step),
      user: first(({ user }) => user),
      deployment_version: first(({ version }) => version),
      error_message: failure?.failure?.text ?? failure?.failure?.types[0] ?? null,
      error_types: failure?.failure?.types.slice(0, 20) ?? null,
    });
  }

  private session(over: number | null): Derived['sessions'] {
    const first = this.nodes[0];
    if (this.orchestrator !== null || first === undefined) {
      return [];
    }
    const workflow = this.nodes.find(({ workflow: name }) => name !== null)?.workflow;
    return [
      {
        source: this.source,
        id: this.sessionId,
        status: over === null ? 'running' : 'completed',
        fields: known<SessionFields>({
          started_at: first.start,
          completed_at: over ?? undefined,
          workflow_id: workflow ?? undefined,
          user: this.nodes.find(({ user }) => user !== null)?.user ?? undefined,
        }),
      },
    ];
  }
}

/** The error a job ended with: its last call failed and none succeeded after. */
const lastFailure = (nodes: readonly ClaudeNode[]): ClaudeNode | null => {
  const told = nodes.filter((node) => node.role === 'model' || node.claude.kind.startsWith('api_'));
  const last = told.at(-1);
  const failed = last?.failure ?? null;
  return last !== undefined && failed !== null && errorCategory(failed.types, failed.text) !== null ? last : null;
};

const humanWait = (nodes: readonly ClaudeNode[]): number | null => {
  const waits = nodes.flatMap(({ claude }) => claude.humanWait ?? []);
  return waits.length === 0 ? null : waits.reduce((sum, wait) => sum + wait, 0);
};

/** Jobs of one Claude session: the main one, and one for each subagent. A function of the evidence alone. */
export const deriveClaude = (evidence: ClaudeEvidence): Derived =>
  evidence.nodes.size === 0 && evidence.points.size === 0
    ? { jobs: [], sessions: [], owners: new Map(), pending: false }
    : new ClaudeReading(evidence).read();
