import { type FrameFault } from './events';
import { type AgentJob } from './wire';

const HUGE_BYTES = 8 * 2 ** 20;

export type RawFrame = string | Buffer;

const update = (job: Record<string, unknown>): string => JSON.stringify({ type: 'agent_update', job });

const FRAMES: Readonly<Record<FrameFault, (job: AgentJob) => RawFrame>> = {
  'bad-json': () => '{"type": "agent_update", "job": {',
  'truncated-frame': (job) => update({ ...job }).slice(0, 60),
  'wrong-types': (job) =>
    update({ ...job, progress: 'eighty', tokens_used: 'many', started_at: 12, task: { text: job.task } }),
  'unknown-status': (job) => update({ ...job, status: 'pondering' }),
  'unknown-type': () => JSON.stringify({ type: 'moon_phase', phase: 'waxing' }),
  nan: (job) =>
    update({ ...job })
      .replace(/"progress":[^,]+/, '"progress":NaN')
      .replace(/"tokens_used":[^,]+/, '"tokens_used":Infinity'),
  'huge-frame': () => JSON.stringify({ type: 'chat_message', message: 'x'.repeat(HUGE_BYTES) }),
  'binary-frame': () => Buffer.from([0xff, 0xfe, 0x00, 0x80]),
  'not-an-object': () => '[1, 2, 3]',
  'no-job-id': (job) => update({ agent_type: job.agent_type, status: 'running' }),
  'stale-repeat': (job) =>
    update({ ...job, status: 'running', completed_at: null, progress: 0.2, tokens_used: 0, words_generated: 0 }),
};

/** A frame that no client should trip over, made from a job that exists. `nan` writes what Python writes: `NaN`, `Infinity`. */
export const faultyFrame = (fault: FrameFault, job: AgentJob): RawFrame => FRAMES[fault](job);
