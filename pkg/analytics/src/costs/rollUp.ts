import { isEnded, type Job } from '@eljefe/contract';

/** What of a job its costs are rolled up from. */
export type Part = Pick<Job, 'job_id' | 'parent_job_id' | 'agent_type' | 'status' | 'total_cost' | 'tokens_used'>;

export interface Sum {
  jobs: number;
  /** USD of those with a known cost; null when none has one. */
  usd: number | null;
  tokens: number | null;
  /** Jobs whose cost nobody knows: they are missing from `usd`. */
  unpriced: number;
  /** Jobs that still run: `usd` grows. */
  open: number;
}

export interface RolledUp {
  own: Sum;
  /** The job and all that it, or one of its sub-agents, started. */
  total: Sum;
  /** Sub-agents by type, dearest first. */
  sub_agents: Array<Sum & { agent_type: string }>;
}

const plus = (sum: number | null, more: number | null): number | null => (more === null ? sum : (sum ?? 0) + more);

const sumOf = (parts: readonly Part[]): Sum => ({
  jobs: parts.length,
  usd: parts.reduce<number | null>((sum, { total_cost }) => plus(sum, total_cost), null),
  tokens: parts.reduce<number | null>((sum, { tokens_used }) => plus(sum, tokens_used), null),
  unpriced: parts.filter(({ total_cost }) => total_cost === null).length,
  open: parts.filter(({ status }) => !isEnded(status)).length,
});

/** All that descends from a job, itself not among them. A job that names itself or a descendant as its parent counts once. */
const descendantsOf = (id: string, parts: readonly Part[]): Part[] => {
  const children = new Map<string, Part[]>();
  for (const part of parts) {
    const parent = part.parent_job_id ?? '';
    const siblings = children.get(parent);
    if (siblings) {
      siblings.push(part);
    } else {
      children.set(parent, [part]);
    }
  }
  const seen = new Set([id]);
  const found: Part[] = [];
  const open = [id];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const child of children.get(parent) ?? []) {
      if (!seen.has(child.job_id)) {
        seen.add(child.job_id);
        found.push(child);
        open.push(child.job_id);
      }
    }
  }
  return found;
};

/**
 * Cost of an agent's job with that of its sub-agents (A4.1, A4.2): each job counts once, in flight included.
 * @param parts jobs of one source, each once; those of other trees do not matter
 * @returns null when the job is not among them
 */
export const rollUp = (id: string, parts: readonly Part[]): RolledUp | null => {
  const own = parts.find(({ job_id }) => job_id === id);
  if (own === undefined) {
    return null;
  }
  const below = descendantsOf(id, parts);
  const types = [...new Set(below.map(({ agent_type }) => agent_type))];
  return {
    own: sumOf([own]),
    total: sumOf([own, ...below]),
    sub_agents: types
      .map((type) => ({ agent_type: type, ...sumOf(below.filter(({ agent_type }) => agent_type === type)) }))
      .sort((a, b) => (b.usd ?? -1) - (a.usd ?? -1) || b.jobs - a.jobs || (a.agent_type < b.agent_type ? -1 : 1)),
  };
};
