import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { compareTexts } from './compareTexts';
import { readTexts } from './readTexts';
import { collectTexts, fromTree, toTree, type TextTree } from './textTree';

const NAME = 'eljefe-observability-app';
const TRANSLATIONS = ['de-DE'];
const root = process.cwd();
const fileOf = (language: string) => join(root, 'src/locales', language, `${NAME}.json`);

const sources = async (): Promise<string[]> =>
  (await readdir(join(root, 'src'), { recursive: true }))
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|fixtures)\.|testing\//.test(name))
    .map((name) => join(root, 'src', name))
    .sort();

const englishTexts = async (): Promise<Map<string, string>> => {
  const found = await Promise.all(
    (await sources()).map(async (file) => readTexts(relative(root, file), await readFile(file, 'utf8')))
  );
  return collectTexts(found.flat());
};

const readTree = async (language: string): Promise<TextTree> => {
  const tree: TextTree = JSON.parse(await readFile(fileOf(language), 'utf8').catch(() => '{}'));
  return tree;
};

const written = (texts: ReadonlyMap<string, string>): string => `${JSON.stringify(toTree(texts), null, 2)}\n`;

/** A translation keeps the order of the English texts and loses what the code no longer has. */
const kept = (english: ReadonlyMap<string, string>, translated: ReadonlyMap<string, string>) =>
  new Map([...translated].filter(([key]) => english.has(key)));

const main = async (check: boolean): Promise<void> => {
  const english = await englishTexts();
  const wanted = new Map([['en-US', english]]);
  for (const language of TRANSLATIONS) {
    const translated = fromTree(await readTree(language));
    wanted.set(language, kept(english, translated));
    for (const fault of compareTexts(english, translated)) {
      process.stderr.write(`${language}: ${fault}\n`);
      process.exitCode = 1;
    }
  }
  for (const [language, texts] of wanted) {
    const text = written(texts);
    if ((await readFile(fileOf(language), 'utf8').catch(() => '')) === text) {
      continue;
    }
    if (check) {
      process.stderr.write(`stale: ${relative(root, fileOf(language))}\n`);
      process.exitCode = 1;
      continue;
    }
    await mkdir(dirname(fileOf(language)), { recursive: true });
    await writeFile(fileOf(language), text);
    process.stdout.write(`wrote ${relative(root, fileOf(language))}\n`);
  }
  process.stdout.write(`${english.size} texts in ${wanted.size} languages\n`);
};

void main(process.argv.includes('--check'));
