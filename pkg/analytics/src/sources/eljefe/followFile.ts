import { readStateFile, stampOf, StateFileError, type FileStamp, type StateFileContent } from './stateFile';
import { type Waker } from './waker';

const EVERY_MS = 1_000;
const HALF_WRITTEN_RETRIES = 5;

export interface FileFollower {
  path: string;
  maxBytes: number;
  waker: Waker;
  signal: AbortSignal;
  onHeard(): void;
  onFailed(error: unknown, retryInMs: number): void;
  /** Stores what the file says; `writtenAt` is when it was written, epoch ms. */
  take(content: StateFileContent, writtenAt: number): Promise<void>;
  onNotStored(error: unknown): void;
}

/** A file met half-written is whole a moment later; only one that stays broken is an error. */
const readWhole = async ({ path, maxBytes, waker }: FileFollower): Promise<StateFileContent> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await readStateFile(path, maxBytes);
    } catch (error) {
      if (!(error instanceof StateFileError && error.halfWritten) || attempt >= HALF_WRITTEN_RETRIES) {
        throw error;
      }
      await waker.sleep(50 * 2 ** attempt);
    }
  }
};

const stampOrThrow = async (path: string): Promise<FileStamp> => {
  const stamp = await stampOf(path);
  if (stamp === null) {
    throw new Error(`no file at ${path}`);
  }
  return stamp;
};

/** Reads the state file whenever it changed, until the signal ends it. */
export const followFile = async (follower: FileFollower): Promise<void> => {
  const { path, waker, signal } = follower;
  let last: FileStamp | null = null;
  while (!signal.aborted) {
    try {
      const stamp = await stampOrThrow(path);
      const changed: boolean = last === null || stamp.mtimeMs !== last.mtimeMs || stamp.size !== last.size;
      const content: StateFileContent | null = changed ? await readWhole(follower) : null;
      follower.onHeard();
      last = content === null || (await isTaken(follower, content, stamp)) ? stamp : last;
    } catch (error) {
      follower.onFailed(error, EVERY_MS);
    }
    await waker.sleep(EVERY_MS);
  }
};

/** A store that takes nothing is no fault of the file: it is read again. */
const isTaken = async (
  { take, onNotStored }: FileFollower,
  content: StateFileContent,
  { mtimeMs }: FileStamp
): Promise<boolean> => {
  try {
    await take(content, Math.floor(mtimeMs));
    return true;
  } catch (error) {
    onNotStored(error);
    return false;
  }
};
