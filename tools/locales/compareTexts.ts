const slots = (text: string): string =>
  [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)]
    .map(([, name]) => name)
    .sort()
    .join(', ');

/** What a translation lacks against the English texts, one sentence each. */
export const compareTexts = (
  english: ReadonlyMap<string, string>,
  translated: ReadonlyMap<string, string>
): string[] => {
  const faults: string[] = [];
  for (const [key, text] of english) {
    const other = translated.get(key);
    if (other === undefined || other.trim() === '') {
      faults.push(`${key}: not translated: ${text}`);
    } else if (slots(text) !== slots(other) && !key.endsWith('_one')) {
      faults.push(`${key}: has the values (${slots(other)}) instead of (${slots(text)})`);
    }
  }
  return faults;
};
