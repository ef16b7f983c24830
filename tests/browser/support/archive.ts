import type { JobRecord } from '@eljefe/contract';

const MINUTE_MS = 60_000;

/** Agents whose names, states and order the tests know, beside those of the simulator. */
export const ARCHIVE = { source: 'archive', agentType: 'archivist', agents: ['Anton', 'Berta', 'Carla'] } as const;

const running = (agent: string, now: number): Partial<JobRecord> => ({
  agent,
  status: 'running',
  started_at: now - 2 * MINUTE_MS,
  progress: 0.4,
  task: `Sort the files of ${agent}`,
  tokens_used: 1_200,
  total_cost: 0.02,
});

const jobs = (now: number): Array<Partial<JobRecord>> => [
  running('Anton', now),
  {
    agent: 'Berta',
    status: 'failed',
    started_at: now - 3 * MINUTE_MS,
    completed_at: now - MINUTE_MS,
    error_message: 'The shelf is full',
    task: 'Sort the files of Berta',
    tokens_used: 900,
    total_cost: 0.05,
  },
  running('Carla', now),
];

/**
 * Sends job records to the service's own door.
 * @param token for a service that asks for one
 * @throws when it does not take them all
 */
export const sendJobs = async (
  analyticsUrl: string,
  records: ReadonlyArray<Partial<JobRecord>>,
  token?: string
): Promise<void> => {
  const answer = await fetch(`${analyticsUrl}/api/v1/jobs`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({
      source: ARCHIVE.source,
      jobs: records.map((record) => ({
        agent_type: ARCHIVE.agentType,
        job_id: `${record.agent}-1`,
        time: Date.now(),
        ...record,
      })),
    }),
  });
  const text = await answer.text();
  if (!answer.ok || !text.includes('"refused":0')) {
    throw new Error(`the jobs were not taken: ${answer.status} ${text}`);
  }
};

export const sendArchive = (analyticsUrl: string): Promise<void> => sendJobs(analyticsUrl, jobs(Date.now()));

/** A job that ended just now with this error: one more line in the feed. */
export const failNow = (analyticsUrl: string, agent: string, error: string): Promise<void> =>
  sendJobs(analyticsUrl, [
    {
      agent,
      status: 'failed',
      started_at: Date.now() - MINUTE_MS,
      completed_at: Date.now(),
      error_message: error,
    },
  ]);
