import { problemText } from '@eljefe/contract';

import { backoffMs } from './backoff';
import { type ChannelHealth } from './channel';
import { readJson, type HttpReaderOptions } from './http';
import { readKeyed, type Said } from './messages';
import { type Waker } from './waker';

/** However often it is woken, the whole state is not read more often … */
const SMALLEST_GAP_MS = 250;
/** … and a large one, which costs both sides more, less often: reading takes a tenth of the time at most. */
const GAP_PER_READING = 10;

export interface HttpFollower {
  http: HttpReaderOptions;
  pollMs: number;
  channel: ChannelHealth;
  waker: Waker;
  signal: AbortSignal;
  random(): number;
  /** The orchestrator's clock as its answer told it, with the instants the request took, epoch ms. */
  onClock(serverTime: number, asked: number): void;
  onHeard(): void;
  /** W3.4: the whole state was read. */
  onRead(reading: { seconds: number; bytes: number }): void;
  onFailed(error: unknown, retryInMs: number): void;
  /** Stores what was said. */
  take(said: Said): Promise<void>;
  /** What was heard could not be stored. */
  onNotStored(error: unknown): void;
  now(): number;
}

const readState = async ({ http, signal, now, onClock, onRead }: HttpFollower): Promise<Said> => {
  const asked = now();
  const answer = await readJson('/api/status', http, signal);
  onRead({ seconds: Math.max(0, now() - asked) / 1_000, bytes: answer.size });
  if (answer.serverTime !== null) {
    onClock(answer.serverTime, asked);
  }
  const said = readKeyed(answer.body);
  if (said.kind === 'malformed') {
    throw new Error(`${http.url}/api/status: ${problemText([said.problem])}. Is this an El Jefe orchestrator?`);
  }
  return said;
};

/** Reads the whole state now and then, and when woken, until the signal ends it. */
export const followHttp = async (follower: HttpFollower): Promise<void> => {
  const { waker, signal, pollMs } = follower;
  let failures = 0;
  let notStored = 0;
  while (!signal.aborted) {
    let wait = pollMs;
    const began = follower.now();
    try {
      const said = await readState(follower);
      follower.onHeard();
      failures = 0;
      notStored = (await isTaken(follower, said)) ? 0 : notStored + 1;
      wait = notStored === 0 ? pollMs : backoffMs(notStored, follower.random);
    } catch (error) {
      wait = backoffMs(failures, follower.random);
      failures += 1;
      if (!signal.aborted) {
        follower.onFailed(error, wait);
      }
    }
    const took = Math.max(0, follower.now() - began);
    await waker.sleep(wait, Math.min(wait, Math.max(SMALLEST_GAP_MS, took * GAP_PER_READING)));
  }
};

/** A store that takes nothing is no fault of the orchestrator. */
const isTaken = async ({ take, onNotStored }: HttpFollower, said: Said): Promise<boolean> => {
  try {
    await take(said);
    return true;
  } catch (error) {
    onNotStored(error);
    return false;
  }
};
