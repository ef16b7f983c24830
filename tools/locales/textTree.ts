import { type CodeText } from './readTexts';

/** Texts as i18next reads them: nested by the parts of their keys. */
export interface TextTree {
  [part: string]: string | TextTree;
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

/** @returns the texts by key @throws when two places give one key different texts */
export const collectTexts = (texts: readonly CodeText[]): Map<string, string> => {
  const first = new Map<string, CodeText>();
  for (const item of texts) {
    const known = first.get(item.key);
    if (known !== undefined && known.text !== item.text) {
      throw new Error(`${item.where}: ${item.key} has another text in ${known.where}`);
    }
    first.set(item.key, known ?? item);
  }
  return new Map([...first].map(([key, { text }]) => [key, text]));
};

/** @throws when a key is at once a text and a folder of texts */
export const toTree = (texts: ReadonlyMap<string, string>): TextTree => {
  const tree: TextTree = {};
  for (const [key, text] of [...texts].sort(byName)) {
    const parts = key.split('.');
    const name = parts.pop() ?? key;
    let at = tree;
    for (const part of parts) {
      const next = (at[part] ??= {});
      if (typeof next === 'string') {
        throw new Error(`${key}: ${part} is a text already`);
      }
      at = next;
    }
    if (at[name] !== undefined) {
      throw new Error(`${key}: there are texts below it`);
    }
    at[name] = text;
  }
  return tree;
};

export const fromTree = (tree: TextTree, above = ''): Map<string, string> =>
  new Map(
    Object.entries(tree).flatMap(([part, value]): Array<[string, string]> =>
      typeof value === 'string' ? [[above + part, value]] : [...fromTree(value, `${above}${part}.`)]
    )
  );
