// What was acknowledged and what is true, against what is stored.
const COLUMN = { tokens_used: 'tokens_total' };

/** Stored as Float32. */
const same = (stored, told) => (typeof told === 'number' ? Math.abs(stored - told) < 1e-6 : stored === told);

/** @returns ids of updates (facts) and jobs that are not there, are there more than once, or differ */
export const compareClient = (client, { facts, jobs }) => {
  const found = { lost: [], duplicated: [], wrong: [] };
  for (const [id, { fields, labels }] of client.jobs) {
    for (const label of Object.keys(labels)) {
      const count = facts[label] ?? 0;
      (count === 0 ? found.lost : count > 1 ? found.duplicated : []).push(label);
    }
    const [row, ...more] = jobs[id] ?? [];
    if (row === undefined) {
      found.lost.push(id);
      continue;
    }
    if (more.length > 0) {
      found.duplicated.push(id);
    }
    const wrong = Object.entries(fields).filter(([field, { value }]) => !same(row[COLUMN[field] ?? field], value));
    const missing = Object.keys(labels).filter((label) => JSON.parse(row.labels)[label] === undefined);
    found.wrong.push(...wrong.map(([field]) => `${id}.${field}`), ...missing.map((label) => `${id}.labels.${label}`));
  }
  return found;
};

const ENDED = new Set(['completed', 'failed', 'interrupted']);
/** What the orchestrator did so shortly before it was killed may never have been told to anyone. */
const UNTOLD_MS = 3_000;

/** Nobody works on it any more; it is shown as it was last seen, or as gone. */
const isKnownAsLost = (status) => ['queued', 'running', 'waiting', 'paused', 'interrupted'].includes(status);

const judge = (job, row, { killedAt }) => {
  const { id, origin, status, started_at: startedAt, created_at: createdAt, completed_at: endedAt, orphaned } = job;
  if (row === undefined) {
    if (startedAt === null && origin === 'streaming') {
      // El Jefe shows queued work of its streaming orchestrator to nobody.
      return null;
    }
    const since = startedAt ?? createdAt;
    return killedAt !== null && since > killedAt - UNTOLD_MS ? null : `${id} is not there`;
  }
  if (orphaned || !ENDED.has(status) || (killedAt !== null && endedAt > killedAt - UNTOLD_MS)) {
    return row.status === status || isKnownAsLost(row.status) || ENDED.has(row.status)
      ? null
      : `${id} is ${row.status}`;
  }
  return row.status === status ? null : `${id} is ${row.status}, truly ${status}`;
};

/** Jobs that more than one life of the orchestrator knows count in the life in which they ended, else in the last. */
const lastWord = (truths) => {
  const jobs = new Map();
  for (const truth of truths) {
    for (const job of truth.jobs) {
      const known = jobs.get(job.id);
      if (known === undefined || !ENDED.has(known.job.status)) {
        jobs.set(job.id, { job, truth });
      }
    }
  }
  return jobs;
};

/** @returns a sentence for each job of the orchestrator that is not as it truly was, and ids stored more than once */
export const compareTruth = (truths, { observed }) => {
  const jobs = lastWord(truths);
  const wrong = [...jobs].flatMap(([id, { job, truth }]) => judge(job, observed[id]?.[0], truth) ?? []);
  const duplicated = Object.entries(observed).flatMap(([id, rows]) => (rows.length > 1 ? [id] : []));
  const checked = [...jobs.values()].filter(({ job }) => ENDED.has(job.status)).length;
  return { checked, wrong, duplicated };
};
