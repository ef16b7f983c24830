import { parse } from '@eljefe/contract';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { KeptBuckets } from '../queries/series/keptBuckets';

const NAME = 'remembered.json';

/**
 * Takes what was kept at the last graceful stop; the file goes at once, so that no later start takes it for new.
 * @returns null when there is none, or it is not what this program writes
 */
export const takeKept = async (dataDir: string): Promise<KeptBuckets | null> => {
  const file = path.join(dataDir, NAME);
  try {
    const text = await readFile(file, 'utf8');
    await rm(file);
    const read = parse(KeptBuckets, JSON.parse(text));
    return read.ok ? read.value : null;
  } catch {
    // Nothing is lost by it: what is not remembered is read from the rows.
    return null;
  }
};

/** A file readable by its owner alone, there whole or not at all. */
export const writeKept = async (dataDir: string, kept: KeptBuckets): Promise<void> => {
  const file = path.join(dataDir, NAME);
  await writeFile(`${file}.tmp`, JSON.stringify(kept), { mode: 0o600 });
  await rename(`${file}.tmp`, file);
};
