import { type JobResult } from './events';

/** A job cut off from outside: what it had done is lost. */
export const INTERRUPTED: JobResult = {
  status: 'interrupted',
  errorMessage: null,
  errorCategory: null,
  missingInput: false,
  inputTokens: 0,
  outputTokens: 0,
  words: 0,
  qualityScore: null,
  satisfaction: null,
  revisionCount: 0,
  recoverySeconds: null,
  humanWaitSeconds: 0,
  cpuPercent: [],
  memoryBytes: [],
  networkBytes: { sent: 0, received: 0 },
};
