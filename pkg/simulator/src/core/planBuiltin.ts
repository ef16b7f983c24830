import { phasesOf } from './builtinWorkflows';
import { type JobResult, type SessionSpec, type SimEvent } from './events';
import { specOf } from './planJob';
import { type PlannedWork } from './planStreaming';
import { type Random } from './random';
import { conditionsAt, type Scenario } from './scenario';

export interface BuiltinRequest {
  key: string;
  workflowId: string;
  startMs: number;
  parameters: Readonly<Record<string, unknown>>;
  priority: string;
  announced: boolean;
  chatSessionId: string;
  deadline: string | null;
}

/**
 * Plans a workflow that the server acts out by itself: fixed seconds, tokens and words, one agent after another, no progress,
 * counters left at 0. Scenarios do not touch it: nothing of it can fail.
 */
export const planBuiltin = (
  { random, scenario }: { random: Random; scenario: Scenario },
  request: BuiltinRequest
): PlannedWork => {
  const session: SessionSpec = {
    key: request.key,
    origin: 'api',
    workflowType: request.workflowId,
    goal: '',
    priority: request.priority,
    parameters: request.parameters,
    totalSteps: 0,
    countersFilled: false,
    announced: request.announced,
    chatSessionId: request.chatSessionId,
    deadline: request.deadline,
  };
  const events: SimEvent[] = [
    { kind: 'session-created', atMs: request.startMs, session },
    { kind: 'session-started', atMs: request.startMs, sessionKey: session.key },
  ];
  let atMs = request.startMs;
  let number = 0;
  let before: string | null = null;
  for (const phase of phasesOf(request.workflowId)) {
    events.push({
      kind: 'session-phase',
      atMs,
      sessionKey: session.key,
      phase: phase.name,
      description: phase.description,
    });
    for (const agentType of phase.agents) {
      number += 1;
      const step = `${phase.name}/${agentType}`;
      const job = specOf(
        random,
        {
          key: `${session.key}/${step}/1`,
          origin: 'api',
          agentType,
          task: `Execute ${agentType} in workflow ${request.workflowId}`,
          sessionKey: session.key,
          workflowType: request.workflowId,
          step,
          stepNumber: number,
          attempt: 1,
          dependsOn: before === null ? [] : [before],
          handoffFrom: before,
          createdMs: atMs,
          queueMs: 0,
          gated: false,
          failedAtMs: null,
          labels: { phase: phase.name },
        },
        conditionsAt(scenario, atMs / 1_000, agentType)
      );
      const endMs: number = atMs + phase.durationSeconds * 1_000;
      events.push(
        { kind: 'job-created', atMs, job },
        { kind: 'job-started', atMs, jobKey: job.key },
        { kind: 'job-ended', atMs: endMs, jobKey: job.key, result: fixedResult(phase) }
      );
      atMs = endMs;
      before = step;
    }
  }
  events.push({ kind: 'session-ended', atMs, sessionKey: session.key, status: 'completed', error: null });
  return { sessionKey: session.key, events, endMs: atMs };
};

const fixedResult = ({ tokens, words }: { tokens: number; words: number }): JobResult => {
  const outputTokens = Math.min(tokens, Math.round(words * 1.3));
  return {
    status: 'completed',
    errorMessage: null,
    errorCategory: null,
    missingInput: false,
    inputTokens: tokens - outputTokens,
    outputTokens,
    words,
    qualityScore: null,
    satisfaction: null,
    revisionCount: 0,
    recoverySeconds: null,
    humanWaitSeconds: 0,
    cpuPercent: [],
    memoryBytes: [],
    networkBytes: { sent: 0, received: 0 },
  };
};
