import { type JobRecord } from '@eljefe/contract';

import { providerOf } from './agentTypes';
import { type JobEntry } from './entries';

/** The clock of the record is the orchestrator's, so an error of it shows here too. */
const iso = (epochMs: number, { spec }: JobEntry): string =>
  new Date(Math.floor(epochMs) + spec.clockSkewSeconds * 1_000).toISOString();

/**
 * D2: what an instrumented agent would report beside El Jefe's own news. Durations are real seconds, so a faster clock shrinks them.
 * @param speed how many logical seconds pass in one
 */
export const enrichedJob = (entry: JobEntry, speed: number): JobRecord => {
  const { spec, wire, createdMs, startedMs, endedMs } = entry;
  const record: JobRecord = {
    job_id: wire.job_id,
    agent_type: spec.agentType,
    task: spec.task,
    status: startedMs === null ? 'queued' : wire.status,
    created_at: iso(createdMs, entry),
    model: spec.model,
    deployment_version: spec.deploymentVersion,
    attempt: spec.attempt,
    retry_count: spec.attempt - 1,
    timeout_limit: spec.timeoutSeconds / speed,
    depends_on: [...spec.dependsOn],
    labels: { ...spec.labels, origin: spec.origin },
  };
  const provider = providerOf(spec.model);
  return {
    ...record,
    ...(provider === null ? {} : { provider }),
    ...(wire.session_id === null ? {} : { session_id: wire.session_id }),
    ...(spec.workflowType === null ? {} : { workflow_id: spec.workflowType }),
    ...(spec.step === null ? {} : { step: spec.step }),
    ...(spec.handoffFrom === null ? {} : { handoff_from: spec.handoffFrom }),
    ...(startedMs === null
      ? {}
      : { started_at: iso(startedMs, entry), queue_wait_time: (startedMs - createdMs) / 1_000 }),
    ...(endedMs === null ? {} : endOf(entry, endedMs, speed)),
  };
};

const endOf = (entry: JobEntry, endedMs: number, speed: number): Partial<JobRecord> => {
  const { result, startedMs } = entry;
  if (!result) {
    return {};
  }
  const measured = result.cpuPercent.length > 0;
  return {
    completed_at: iso(endedMs, entry),
    ...(startedMs === null ? {} : { processing_time: (endedMs - startedMs) / 1_000 - result.humanWaitSeconds / speed }),
    human_wait_time: result.humanWaitSeconds / speed,
    tokens_used: result.inputTokens + result.outputTokens,
    input_tokens: result.inputTokens,
    output_tokens: result.outputTokens,
    words_generated: result.words,
    revision_count: result.revisionCount,
    ...(measured
      ? {
          cpu_usage: [...result.cpuPercent],
          memory_usage: [...result.memoryBytes],
          network_io: { ...result.networkBytes },
        }
      : {}),
    ...(result.qualityScore === null ? {} : { output_quality_score: result.qualityScore }),
    ...(result.satisfaction === null ? {} : { user_satisfaction: result.satisfaction }),
    ...(result.errorCategory === null
      ? {}
      : { error_types: [result.errorCategory], error_message: result.errorMessage }),
    ...(result.recoverySeconds === null ? {} : { recovery_time: result.recoverySeconds / speed }),
  };
};
