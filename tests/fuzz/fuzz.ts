import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { httpInput } from './http';
import { type FuzzInput } from './input';
import { jobsInput } from './jobs';
import { otlpInput } from './otlp';
import { Random } from './random';
import { send, type Answer } from './send';
import { startVictim, type Counters, type Victim } from './victim';

export interface FuzzOptions {
  count: number;
  seed: number;
  say: (line: string) => void;
}

export interface FuzzResult {
  sent: number;
  stored: number;
  refused: number;
  dropped: number;
  crashes: number;
  failures: string[];
}

const CONCURRENCY = 8;
/** Memory of the service may grow by so much over all inputs, once warm. */
const MAX_GROWTH_BYTES = 700 * 1_048_576;

const makeInput = (random: Random): FuzzInput => {
  const kind = random.next();
  return kind < 0.65 ? otlpInput(random) : kind < 0.9 ? jobsInput(random) : httpInput(random);
};

interface Tally {
  /** Of the doors the service's OTLP counters do not cover. */
  others: Counters;
  kinds: Map<string, number>;
  statuses: Map<string, number>;
  failures: string[];
}

const count = (map: Map<string, number>, key: string): void => {
  map.set(key, (map.get(key) ?? 0) + 1);
};

/** Job records are counted by the answers; what is no request is one input refused as a whole. */
const countOthers = ({ others, failures }: Tally, input: FuzzInput, answer: Answer): void => {
  if (input.path.startsWith('/v1/')) {
    return;
  }
  if ('closed' in answer || answer.status !== 200) {
    const kind = 'status' in answer && answer.status === 503 ? 'dropped' : 'refused';
    others.received += 1;
    others[kind] += 1;
    return;
  }
  const batch: { received: number; stored: number; duplicate: number; refused: number } = JSON.parse(
    answer.body.toString()
  );
  if (batch.received !== batch.stored + batch.duplicate + batch.refused) {
    failures.push(`an answer to ${input.kind} does not add up: ${answer.body.toString().slice(0, 300)}`);
  }
  others.received += batch.received;
  others.stored += batch.stored + batch.duplicate;
  others.refused += batch.refused;
};

const note = (tally: Tally, input: FuzzInput, answer: Answer): void => {
  const status = 'closed' in answer ? 'closed' : String(answer.status);
  count(tally.kinds, input.kind);
  count(tally.statuses, status);
  countOthers(tally, input, answer);
  if (!('closed' in answer) && answer.status >= 500 && answer.status !== 503) {
    tally.failures.push(`${input.kind} was answered ${status}: ${answer.body.toString().slice(0, 300)}`);
  }
  // What is no HTTP at all is refused by the server itself, with the status alone.
  if (!('closed' in answer) && answer.status >= 400 && input.raw === undefined && answer.body.length === 0) {
    tally.failures.push(`${input.kind} was answered ${status} without a reason`);
  }
};

const sums = async (victim: Victim, { others, failures }: Tally): Promise<Omit<FuzzResult, 'crashes' | 'failures'>> => {
  const { received, stored, refused, dropped } = await victim.counters();
  if (received !== stored + refused + dropped) {
    failures.push(`the counters do not add up: ${JSON.stringify({ received, stored, refused, dropped })}`);
  }
  return {
    sent: received + others.received,
    stored: stored + others.stored,
    refused: refused + others.refused,
    dropped: dropped + others.dropped,
  };
};

/** Throws `count` malformed inputs at a service of its own, and looks whether it stands. */
export const fuzz = async ({ count: wanted, seed, say }: FuzzOptions): Promise<FuzzResult> => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'eljefe-fuzz-'));
  const victim = await startVictim(dataDir);
  const random = new Random(seed);
  const tally: Tally = {
    others: { received: 0, stored: 0, refused: 0, dropped: 0 },
    kinds: new Map(),
    statuses: new Map(),
    failures: [],
  };
  const warm = Math.floor(wanted / 5);
  let sent = 0;
  let baseline = 0;
  let crashed = false;
  const worker = async (): Promise<void> => {
    while (sent < wanted && !crashed) {
      sent += 1;
      const index = sent;
      const input = makeInput(random);
      try {
        note(tally, input, await send(victim.port, input));
      } catch (error) {
        crashed = true;
        tally.failures.push(`not reachable after ${input.kind}: ${String(error)}`);
      }
      if (index === warm) {
        baseline = victim.crashes() > 0 ? 0 : (await victim.usage()).rss;
      }
      if (index % 1_000 === 0) {
        say(`${index} of ${wanted}, resident memory ${((await victim.usage()).rss / 1_048_576).toFixed(0)} MiB`);
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const result = await finish(victim, { tally, baseline, say });
  await rm(dataDir, { recursive: true, force: true });
  return result;
};

const finish = async (
  victim: Victim,
  { tally, baseline, say }: { tally: Tally; baseline: number; say: (line: string) => void }
): Promise<FuzzResult> => {
  const { failures } = tally;
  say(
    `inputs: ${[...tally.kinds]
      .sort()
      .map(([kind, times]) => `${kind} ${times}`)
      .join(', ')}`
  );
  say(
    `answers: ${[...tally.statuses]
      .sort()
      .map(([status, times]) => `${status} × ${times}`)
      .join(', ')}`
  );
  if (victim.crashes() > 0) {
    return { sent: 0, stored: 0, refused: 0, dropped: 0, crashes: victim.crashes(), failures };
  }
  const { rss } = await victim.usage();
  if (rss - baseline > MAX_GROWTH_BYTES) {
    failures.push(`resident memory grew from ${baseline} to ${rss} bytes`);
  }
  const totals = await sums(victim, tally);
  if (!(await victim.isWell())) {
    failures.push('the service is not ready afterwards');
  }
  await victim.stop();
  return { ...totals, crashes: victim.crashes(), failures };
};
