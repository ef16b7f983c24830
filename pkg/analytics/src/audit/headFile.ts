import { parse, problemText } from '@eljefe/contract';
import { Type, type Static } from '@sinclair/typebox';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Which chain this process writes, and how far it is. */
const Noted = Type.Object({
  chain: Type.String({ minLength: 1, maxLength: 100 }),
  seq: Type.Integer({ minimum: 0 }),
  hash: Type.String({ maxLength: 64 }),
});
export type Noted = Static<typeof Noted>;

/** Where the newest entry's hash is noted, outside the store: what is cut off the end of the chain is missed by it. */
export interface HeadNote {
  read(): Noted | null;
  write(noted: Noted): void;
}

/** A name no other chain has. */
export const newChain = (): string => randomBytes(6).toString('hex');

/** A file readable by its owner alone, replaced in one step. */
export const headFile = (file: string): HeadNote => ({
  /** @throws when there is a file and it is no note */
  read: () => {
    if (!existsSync(file)) {
      return null;
    }
    const read = parse(Noted, JSON.parse(readFileSync(file, 'utf8')));
    if (!read.ok) {
      throw new Error(
        `${file} does not note the head of an audit chain: ${problemText(read.problems)}. Restore it from a backup, or remove it: a new chain begins then, and the audit check says so`
      );
    }
    return read.value;
  },
  write: (noted) => {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const draft = `${file}.tmp`;
    const handle = openSync(draft, 'w', 0o600);
    try {
      writeSync(handle, `${JSON.stringify(noted)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  },
});
