import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { generatedFiles, type GeneratedFile } from './files';

const formatted = async (root: string, { path, text }: GeneratedFile): Promise<string> => {
  const filepath = join(root, path);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
};

const onDisk = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      return null;
    }
    throw error;
  });

/** Paths of generated files that are missing or differ from what the definitions give now. */
export const staleFiles = async (root: string): Promise<string[]> => {
  const stale: string[] = [];
  for (const file of generatedFiles()) {
    if ((await onDisk(join(root, file.path))) !== (await formatted(root, file))) {
      stale.push(file.path);
    }
  }
  return stale;
};

/** Writes what is stale. @returns the paths written */
export const writeFiles = async (root: string): Promise<string[]> => {
  const stale = new Set(await staleFiles(root));
  for (const file of generatedFiles().filter(({ path }) => stale.has(path))) {
    const target = join(root, file.path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, await formatted(root, file));
  }
  return [...stale];
};
