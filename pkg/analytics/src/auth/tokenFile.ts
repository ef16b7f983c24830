import { EpochMs, Nullable, parse, problemText, Role } from '@eljefe/contract';
import { Type, type Static } from '@sinclair/typebox';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/** A token as it is kept: never its secret. */
export const StoredToken = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: Role,
  /** SHA-256 of the secret, hex. */
  hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  created_at: EpochMs,
  created_by: Type.String(),
  expires_at: Nullable(EpochMs),
});
export type StoredToken = Static<typeof StoredToken>;

const TokenFile = Type.Object({ version: Type.Literal(1), tokens: Type.Array(StoredToken) });

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Changes whenever the file was written, by whoever; empty while there is none. */
export const tokenFileStamp = (file: string): string => {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.ino}:${stat.mtimeMs}:${stat.size}` : '';
};

/**
 * @returns the stored tokens; none when there is no file yet
 * @throws when the file cannot be read or is not a token file: then nobody is let in by token rather than anybody
 */
export const readTokenFile = (file: string): StoredToken[] => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
  const value: unknown = JSON.parse(text);
  const parsed = parse(TokenFile, value);
  if (!parsed.ok) {
    throw new Error(
      `${file} is not a token file: ${problemText(parsed.problems)}. Restore it from a backup, or remove it and make new tokens`
    );
  }
  return parsed.value.tokens;
};

/** Replaces the file in one step, readable by its owner alone: a crash leaves the old one or the new one. */
export const writeTokenFile = (file: string, tokens: readonly StoredToken[]): void => {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.tmp`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify({ version: 1, tokens }, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
};

const STALE_LOCK_MS = 10_000;
const LOCK_TRIES = 100;
const LOCK_PAUSE_MS = 20;

const tryLock = (lock: string): boolean => {
  try {
    closeSync(openSync(lock, 'wx', 0o600));
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw error;
    }
  }
  const stat = statSync(lock, { throwIfNoEntry: false });
  if (stat && Date.now() - stat.mtimeMs > STALE_LOCK_MS) {
    rmSync(lock, { force: true });
  }
  return false;
};

/** Runs a change alone, also against the command line changing the same file at that moment. */
export const withTokenFileLock = async <T>(file: string, change: () => T): Promise<T> => {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const lock = `${file}.lock`;
  for (let tries = 0; !tryLock(lock); tries++) {
    if (tries === LOCK_TRIES) {
      throw new Error(`${lock} is held by another process; remove it if none is at work`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE_MS));
  }
  try {
    return change();
  } finally {
    rmSync(lock, { force: true });
  }
};
